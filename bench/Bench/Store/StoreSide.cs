using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.As4.Sending;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Delivery;
using SdkNode.Node.Hosting;
using SdkNode.Node.Inbound;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Routing;
using SdkNode.Security.Certificates;

namespace SdkNode.Bench.Store;

/// <summary>The store of one node with the recorders that the flows write by, and an environment whose keys are never used.</summary>
internal sealed class StoreSide : IDisposable
{
    private static readonly SignedReferences s_references = new([new ReferenceDigest("cid:message", new string('A', 44)), new ReferenceDigest("#header", new string('B', 44))]);

    private readonly NodeSetup _setup;
    private readonly HttpClient _http = new();
    private readonly FreePlaces _places = new();

    private StoreSide(NodeSetup setup, OpenedStore store)
    {
        _setup = setup;
        Store = store;
        var certificates = new CertificateVerifier(new RevocationChecker(_http, TimeProvider.System), TimeProvider.System);
        Environment = new EnvironmentRuntime(setup.Environments[0], certificates, TimeProvider.System);
        Outbound = new OutboundRecorder(store.Messages, TimeProvider.System);
        Opening = new OpeningRecorder(
            store, new ReceiptIssuer(store.Content, TimeProvider.System), new DeliveryPlan(setup, TimeProvider.System),
            new AlarmList(store.Open, TimeProvider.System, NullLogger<AlarmList>.Instance), TimeProvider.System, NullLogger<OpeningRecorder>.Instance);
    }

    public OpenedStore Store { get; }

    public EnvironmentRuntime Environment { get; }

    public OutboundRecorder Outbound { get; }

    public OpeningRecorder Opening { get; }

    public ReceiverRoute Route => new(new Uri("https://peer.example/as4"), _setup.Environments[0].Signing.Certificate, "AP0002", null, "digg-transport-as4-v1_0", TimeProvider.System.GetUtcNow().AddHours(1));

    /// <summary>Makes a store in a folder from a node's settings.</summary>
    public static async Task<StoreSide> OpenAsync(string settingsPath, StorePlace place)
    {
        using var http = new HttpClient();
        var verifier = new CertificateVerifier(new RevocationChecker(http, TimeProvider.System), TimeProvider.System);
        var settings = SettingsFile.Read(settingsPath, []) ?? throw new InvalidOperationException("The settings cannot be read.");
        var (setup, faults) = await new SetupBuilder(settings, verifier, development: true).BuildAsync(CancellationToken.None);
        Directory.CreateDirectory(place.DataFolder);
        return new StoreSide(setup ?? throw new InvalidOperationException(string.Join("; ", faults)), await OpenedStore.StartAsync(place, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Writes a content as a flow does: encrypted, on disk when it returns.</summary>
    public async Task<StoredPayload> WriteAsync(byte[] octets)
    {
        await using var writer = Store.Content.Create();
        await writer.WriteAsync(octets, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
        return new StoredPayload(writer.Id, writer.Length);
    }

    /// <summary>Reads a content to its end.</summary>
    public async Task ReadAsync(Guid content)
    {
        await using var reader = Store.Content.OpenRead(content);
        await reader.CopyToAsync(Stream.Null);
    }

    /// <summary>The next work of a kind with its message: what was taken as it was made, else claimed as the runner does with one free place.</summary>
    public async Task<(WorkRow Work, MessageRow Message)> ClaimAsync(WorkKind kind)
    {
        var work = _places.Next(kind) ?? (await Store.Work.ClaimAsync("bench", kind, 1, 100, TimeSpan.FromMinutes(10), CancellationToken.None))[0];
        return (work, (await Store.Messages.FindAsync(work.MessageId, CancellationToken.None))!);
    }

    /// <summary>Whether there is a place for all that is made, as in a node that keeps up; else everything is claimed.</summary>
    public void HavePlaces(bool free) => Store.New!.Taker = free ? _places : null;

    /// <summary>All rows of sending one message that the peer acknowledges; gives it as it was sent.</summary>
    public async Task<MessageRow> SendOneAsync(byte[] envelope)
    {
        var (work, message) = await ClaimAsync(WorkKind.Send);
        await ReadAsync(message.Payload!.Value);
        var stored = await WriteAsync(envelope);
        message = (await Outbound.BeginTryAsync(work, Route, Environment, new SealedContent(stored.Content, stored.Bytes, new byte[32], false, stored.Bytes), CancellationToken.None))!;
        await ReadAsync(stored.Content);
        await Outbound.OutcomeAsync(work, message, Route, Acknowledged(), Environment, CancellationToken.None);
        return message;
    }

    public void Dispose()
    {
        Environment.Dispose();
        _setup.Dispose();
        _http.Dispose();
    }

    private As4Acknowledged Acknowledged() => new(
        new As4Receipt { MessageId = "receipt@peer", Timestamp = DateTimeOffset.UnixEpoch, RefToMessageId = "1@us", References = s_references },
        _setup.Environments[0].Signing.Certificate,
        new byte[256])
    {
        References = s_references,
        RequestFullySent = true,
    };
}
