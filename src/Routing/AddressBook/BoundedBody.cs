namespace SdkNode.Routing.AddressBook;

/// <summary>Reads a whole answer, unless it is too large.</summary>
internal static class BoundedBody
{
    /// <summary>The octets; null when there are more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + count > most)
            {
                return null;
            }

            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }
}
