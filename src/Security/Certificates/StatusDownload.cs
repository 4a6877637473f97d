namespace SdkNode.Security.Certificates;

/// <summary>Fetches CRLs and OCSP answers under limits of size and time.</summary>
internal sealed class StatusDownload(HttpClient http, TimeProvider clock, TimeSpan timeout)
{
    /// <summary>Fetches the body of a successful answer.</summary>
    /// <exception cref="HttpRequestException">It failed, was refused, too large or too slow; the message says which, for people.</exception>
    public async Task<byte[]> FetchAsync(HttpRequestMessage request, int maxBytes)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"HTTP status {(int)response.StatusCode}");
            }

            if (response.Content.Headers.ContentLength > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return await ReadAsync(body, maxBytes, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new HttpRequestException($"no answer within {timeout.TotalSeconds:0} s");
        }
        catch (IOException fault)
        {
            throw new HttpRequestException(fault.Message, fault);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream body, int maxBytes, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + count > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }

    private static HttpRequestException TooLarge(int maxBytes) => new($"the answer is larger than {maxBytes} bytes");
}
