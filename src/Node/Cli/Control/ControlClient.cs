using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace SdkNode.Node.Cli.Control;

/// <summary>The command line's end of the control socket.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A client of the node that owns <paramref name="dataFolder"/>.</summary>
    public ControlClient(string dataFolder)
    {
        var path = ControlSocket.PathIn(dataFolder);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        { BaseAddress = new Uri("http://node/control/"), Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Gets an answer; null when no node runs there.</summary>
    public Task<T?> GetAsync<T>(string call, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(HttpMethod.Get, call, body: null, cancellationToken);

    /// <summary>Has something done and gets the outcome; null when no node runs there.</summary>
    public Task<T?> PostAsync<T>(string call, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(HttpMethod.Post, call, body: null, cancellationToken);

    /// <summary>Hands a payload to the running node; null when no node runs there.</summary>
    public Task<SubmitAnswer?> SubmitAsync(string call, HttpContent payload, CancellationToken cancellationToken) => SendAsync<SubmitAnswer>(HttpMethod.Post, call, payload, cancellationToken);

    /// <summary>Asks for a change and gives the answer; null when no node runs there.</summary>
    public Task<T?> SendAsync<T>(HttpMethod method, string call, HttpContent? body, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(method, call, body, HttpCompletionOption.ResponseContentRead, cancellationToken);

    /// <summary>Has something done that may take long, and waits for its end; null when no node runs there.</summary>
    /// <exception cref="IOException">The node stopped in the middle of it.</exception>
    public Task<T?> WaitAsync<T>(string call, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(HttpMethod.Post, call, body: null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Copies an answer as it comes; false when no node runs there.</summary>
    public async Task<bool> CopyAsync(string call, Stream to, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(call, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            await answer.Content.CopyToAsync(to, cancellationToken);
            return true;
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    // The client's time limit is for what is waited for here: all of the answer, or its beginning alone.
    private async Task<T?> SendAsync<T>(HttpMethod method, string call, HttpContent? body, HttpCompletionOption until, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, call) { Content = body };
            using var answer = await _http.SendAsync(request, until, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new NodeUnavailableException(await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        answer.EnsureSuccessStatusCode();
    }
}
