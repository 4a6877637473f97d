namespace SdkNode.As4.Sending;

/// <summary>An HTTP answer read whole, under a limit.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The Content-Type as sent, or null.</param>
/// <param name="Body">The body; cut at the limit.</param>
/// <param name="IsCut">True when the body was longer than the limit.</param>
/// <param name="RetryAfter">Retry-After in seconds form, or null.</param>
internal sealed record HttpAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body, bool IsCut, TimeSpan? RetryAfter)
{
    /// <summary>Reads an answer; the SOAP body is wanted whatever the status is (AS4-4).</summary>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var isCut = false;
        while (!isCut && await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            isCut = whole.Length + read > maxBytes;
            whole.Write(buffer, 0, (int)Math.Min(read, maxBytes - whole.Length));
        }

        var contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
        return new HttpAnswer((int)response.StatusCode, contentType, whole.ToArray(), isCut, response.Headers.RetryAfter?.Delta);
    }
}
