using System.Text.Json.Nodes;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Api;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>A sender, and a receiver that takes less than the sender may know: small messages, few types of files, and a scanner.</summary>
public sealed class StrictReceiverFixture(FederationFixture federation) : IAsyncLifetime
{
    /// <summary>The most octets that the receiver takes.</summary>
    public const int MaxMessageBytes = 100_000;

    private ClamdProcess? _clamd;

    /// <summary>A functional address that the sender believes to be the receiver's.</summary>
    internal static string Believed => "bara.avtalad";

    internal TestWorld World { get; private set; } = null!;

    internal DemoNode Sender { get; private set; } = null!;

    internal DemoNode Receiver { get; private set; } = null!;

    /// <summary>The sender's case system.</summary>
    internal ApiClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _clamd = await ClamdProcess.StartAsync();
        World = await federation.WorldAsync();
        var receiver = TestWorld.NewParty("strang");
        Receiver = await World.StartNodeAsync(receiver, settings: settings =>
        {
            settings.ScanWith(_clamd);
            settings.DemoEnvironment().Group("Limits")["MaxMessageBytes"] = MaxMessageBytes;
            settings.DemoParticipant()["FileTypes"] = new JsonArray("text/plain", "image/*");
        });
        Sender = await World.StartNodeAsync(
            TestWorld.NewParty("godtrogen"),
            environment => environment["AddressBook"]!["Entries"] = new JsonArray(new JsonObject { ["Participant"] = receiver.Participant, ["Address"] = Believed }));
        Client = await ApiClient.ConnectAsync(Sender);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Sender is not null)
        {
            await Sender.DisposeAsync();
        }

        if (Receiver is not null)
        {
            await Receiver.DisposeAsync();
        }

        _clamd?.Dispose();
    }
}
