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
    public async Task<T?> GetAsync<T>(string call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var answer = await _http.GetAsync(call, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    /// <summary>Has something done and gets the outcome; null when no node runs there.</summary>
    public async Task<T?> PostAsync<T>(string call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var answer = await _http.PostAsync(call, content: null, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    /// <summary>Hands a payload to the running node; null when no node runs there.</summary>
    public async Task<SubmitAnswer?> SubmitAsync(string call, HttpContent payload, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.PostAsync(call, payload, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<SubmitAnswer>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    /// <summary>Asks for a change and gives the answer; null when no node runs there.</summary>
    public async Task<T?> SendAsync<T>(HttpMethod method, string call, HttpContent? body, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, call) { Content = body };
            using var answer = await _http.SendAsync(request, cancellationToken);
            await CheckAsync(answer, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    /// <summary>Has something done that may take long, and waits for its end; null when no node runs there.</summary>
    /// <exception cref="IOException">The node stopped in the middle of it.</exception>
    public async Task<T?> WaitAsync<T>(string call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            // The client's time limit is for the beginning of the answer alone.
            using var request = new HttpRequestMessage(HttpMethod.Post, call);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new NodeUnavailableException(await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        answer.EnsureSuccessStatusCode();
    }
}
