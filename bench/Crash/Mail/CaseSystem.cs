using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using SdkNode.Crash.Federation;
using SdkNode.Node.Demo;

namespace SdkNode.Crash.Mail;

/// <summary>
/// A municipality's case system, which does what docs/integrate.md tells it: chooses the messageId, and where no answer came
/// posts the same again until it hears that the node has it.
/// </summary>
internal sealed class CaseSystem : IDisposable
{
    private const string Messages = "v1/sdk/messages";

    private readonly NodeDoor[] _doors;
    private int _turn;

    private CaseSystem(NodeDoor[] doors) => _doors = doors;

    /// <summary>Registers it with the node as an admin does.</summary>
    public static async Task<CaseSystem> RegisterAsync(DemoParty party, IReadOnlyList<NodeProcess> nodes, RSA key, string keyFile, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(keyFile, key.ExportSubjectPublicKeyInfoPem() + "\n", cancellationToken);
        var told = await nodes[0].RunVerbAsync(["clients", "add", "Case system", "--participant", party.Participant, "--address", "*", "--key", keyFile], cancellationToken);
        var id = told.Split('\n').First(line => line.Contains("client id", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        return new CaseSystem([.. nodes.Select(node => new NodeDoor(node, id, key))]);
    }

    /// <summary>Sends a message: ends when a node has said that it has it.</summary>
    /// <exception cref="InvalidOperationException">The node refuses it.</exception>
    public async Task SendAsync(Letter letter, byte[] body, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await AskAsync(HttpMethod.Post, Messages, body, () => letter.Posts++, cancellationToken);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Created:
                    return;
                case HttpStatusCode.Conflict when letter.Posts > 1 && answer.Headers.Location?.OriginalString.EndsWith(letter.Id, StringComparison.Ordinal) == true:
                    // An earlier post was stored, and its answer did not reach us.
                    return;
                case >= HttpStatusCode.InternalServerError:
                    await Task.Delay(200, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"The message {letter.Id} was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
    }

    /// <summary>The messageIds of all messages with a status, page by page.</summary>
    public async Task<List<string>> ListAsync(string status, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var next = $"{Messages}?filter[messageStatus]={status}&page[size]=1000&filter[contentBodyText]=false&filter[contentFiles]=false";
        while (next is not null)
        {
            var page = await GetAsync(next, cancellationToken);
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(message => message.GetProperty("attributes").GetProperty("messageId").GetString()!));
            next = page.GetProperty("links").TryGetProperty("next", out var link) && link.ValueKind == JsonValueKind.String ? new Uri(link.GetString()!).PathAndQuery[1..] : null;
        }

        return found;
    }

    /// <summary>One message's attributes with its content.</summary>
    public async Task<JsonElement> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await GetAsync($"{Messages}/{id}", cancellationToken)).GetProperty("data").GetProperty("attributes");

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var door in _doors)
        {
            door.Dispose();
        }
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, null, static () => { }, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"GET {path}: {(int)answer.StatusCode} {text}");
    }

    // Until some node answers: the nodes in turn, since any of them may be down.
    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, byte[]? body, Action trying, CancellationToken cancellationToken)
    {
        while (true)
        {
            trying();
            try
            {
                return await _doors[(uint)Interlocked.Increment(ref _turn) % _doors.Length].SendAsync(method, path, body, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
