using System.Diagnostics;
using System.IO.Pipelines;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Demo;

/// <summary>A small federation on this machine with two nodes in it, and what can be done with them.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private readonly DemoServices _services;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private DemoRun(DemoServices services, string folder, bool ownsFolder, WireCapture capture)
    {
        (_services, _folder, _ownsFolder, Capture) = (services, folder, ownsFolder, capture);
        A = new DemoNode(DemoParty.Kristinehamn, Path.Combine(folder, "kristinehamn"), services, capture) { HasConsole = true };
        B = new DemoNode(DemoParty.RegionVarmland, Path.Combine(folder, "regionvarmland"), services, capture) { HasConsole = true };
    }

    /// <summary>Kristinehamn's node.</summary>
    public DemoNode A { get; }

    /// <summary>Region Värmland's node.</summary>
    public DemoNode B { get; }

    /// <summary>What crossed the wire.</summary>
    public WireCapture Capture { get; }

    /// <summary>The federation's services.</summary>
    public DemoServices Services => _services;

    /// <summary>Makes the PKI, starts SMP, DNS and both nodes.</summary>
    public static async Task<DemoRun> StartAsync(string? outFolder, DemoScreen screen, CancellationToken cancellationToken)
    {
        screen.Step("Making the certificate authorities (AP, SMP, TLS, O2O), with CRL and OCSP");
        var services = await DemoServices.StartAsync(cancellationToken);
        screen.Step($"SMP at {services.Federation.Smp.Address}, DNS for {services.Zone} at {services.NameServer}, address book at {services.Federation.AddressBook.Address}, CRL and OCSP at {services.Pki.BaseAddress}");
        var folder = Directory.CreateTempSubdirectory("sdknode-demo-").FullName;
        var run = new DemoRun(services, folder, ownsFolder: true, new WireCapture(outFolder));
        try
        {
            await Task.WhenAll(run.A.StartAsync(cancellationToken), run.B.StartAsync(cancellationToken));
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }

        foreach (var node in new[] { run.A, run.B })
        {
            screen.Step($"Node {node.Party.Letter}: {node.Party.Name} ({node.Party.Participant}), access point {node.Party.PartyId}, API {node.ApiAddress}, pages {node.ConsoleAddress}, settings {node.SettingsPath}");
        }

        return run;
    }

    /// <summary>Sends a message from <see cref="A"/> to <see cref="B"/>; null when it was refused, with the reasons on the screen.</summary>
    public async Task<AcceptedSubmission?> SendAsync(DemoMessage message, DemoScreen screen, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(message, pipe.Writer, cancellationToken);
        var submission = new Submission(DemoServices.Environment, A.Party.Participant, B.Party.Participant, DocumentTypeIdentifier.SdkMessageBaseCode, B.Party.Function);
        var accepted = await SubmitAsync(submission, pipe.Reader.AsStream(), screen, cancellationToken);
        await pipe.Reader.CompleteAsync();
        await writing;
        return accepted;
    }

    /// <summary>Sends random octets of the second document type, so many that the envelope has <paramref name="megabytes"/> MB.</summary>
    public async Task<AcceptedSubmission?> SendBulkAsync(int megabytes, DemoScreen screen, CancellationToken cancellationToken)
    {
        // The octets are Base64 in the payload, and the encrypted payload is Base64 again: 16/9 of them cross the wire.
        await using var octets = new RandomOctets((long)megabytes * 1_000_000 * 9 / 16);
        var submission = new Submission(DemoServices.Environment, A.Party.Participant, B.Party.Participant, DemoServices.BulkType, B.Party.Function);
        return await SubmitAsync(submission, octets, screen, cancellationToken);
    }

    /// <summary>Waits until the message has reached its end at both ends, or the time is up, showing each step as it is taken.</summary>
    public async Task<MessageRow?> FollowAsync(AcceptedSubmission sent, TimeSpan limit, DemoScreen screen, CancellationToken cancellationToken)
    {
        var timeline = new DemoTimeline(this, sent, screen);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            await timeline.ShowNewAsync(cancellationToken);
            if (timeline.IsComplete)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        return await A.Store.FindAsync(sent.Id, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task WriteAsync(DemoMessage message, PipeWriter writer, CancellationToken cancellationToken)
    {
        await using (var stream = writer.AsStream())
        {
            await message.WriteAsync(stream, cancellationToken);
        }

        await writer.CompleteAsync();
    }

    private async Task<AcceptedSubmission?> SubmitAsync(Submission submission, Stream payload, DemoScreen screen, CancellationToken cancellationToken)
    {
        var done = await A.Get<Intake>().SubmitAsync(submission, payload, cancellationToken);
        if (done.TryGet(out var accepted, out var fault))
        {
            return accepted;
        }

        screen.Problem("The message was not taken:", fault.Details);
        return null;
    }
}
