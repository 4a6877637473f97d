using System.IO.Compression;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Demo;

/// <summary>Writes what crossed the wire, and all that is needed to check it with other programs (<c>--out</c>).</summary>
internal sealed class DemoExport(DemoRun run, string folder)
{
    /// <summary>Writes the files for one message that has ended.</summary>
    public async Task WriteAsync(AcceptedSubmission sent, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var outgoing = await run.A.Store.FindAsync(sent.Id, cancellationToken);
        var incoming = await run.B.Store.FindAsync(DemoServices.Environment, run.B.Party.Participant, Direction.Incoming, sent.XheId, cancellationToken);
        var receipt = await run.A.Store.FindReceiptAsync(DemoServices.Environment, run.A.Party.Participant, sent.XheId, cancellationToken);
        await ContentAsync(run.A, outgoing?.Sealed, "message.xhe.xml", outgoing?.SealedCompressed ?? false, cancellationToken);
        await ContentAsync(run.B, incoming?.Payload, "message.delivered.xml", gzip: false, cancellationToken);
        await ContentAsync(run.A, receipt?.Sealed, "receipt.xhe.xml", gzip: false, cancellationToken);
        await ContentAsync(run.A, receipt?.Payload, "receipt.delivered.xml", gzip: false, cancellationToken);
        Exchanges();
        await MetadataAsync(cancellationToken);
        Keys();
    }

    private async Task ContentAsync(DemoNode node, Guid? content, string name, bool gzip, CancellationToken cancellationToken)
    {
        if (content is not { } id)
        {
            return;
        }

        await using var source = node.Content.OpenRead(id);
        await using var plain = gzip ? new GZipStream(source, CompressionMode.Decompress) : source;
        await using var file = File.Create(Path.Combine(folder, name));
        await plain.CopyToAsync(file, cancellationToken);
    }

    private void Exchanges()
    {
        foreach (var group in run.Capture.Exchanges.GroupBy(exchange => exchange.Receiver.Letter))
        {
            var name = group.Key == run.B.Party.Letter ? "message" : "receipt";
            var number = 0;
            foreach (var exchange in group)
            {
                var stem = Path.Combine(folder, number++ == 0 ? $"{name}.as4" : $"{name}-{number}.as4");
                File.Move(exchange.Request, $"{stem}.request.http", overwrite: true);
                File.Move(exchange.Response, $"{stem}.response.http", overwrite: true);
            }
        }
    }

    private async Task MetadataAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        foreach (var (party, type, name) in new[]
        {
            (run.B.Party, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc), "regionvarmland.message.smp.xml"),
            (run.B.Party, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType, "regionvarmland.receipt.smp.xml"),
            (run.A.Party, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType, "kristinehamn.receipt.smp.xml"),
        })
        {
            var participant = Uri.EscapeDataString($"{ParticipantIdentifier.Scheme}::{party.Participant}");
            var document = Uri.EscapeDataString($"{DocumentTypeIdentifier.Scheme}::{type}");
            var address = $"{run.Services.Federation.Smp.Address.ToString().TrimEnd('/')}/{participant}/services/{document}";
            await File.WriteAllBytesAsync(Path.Combine(folder, name), await http.GetByteArrayAsync(new Uri(address), cancellationToken), cancellationToken);
        }
    }

    private void Keys()
    {
        foreach (var node in new[] { run.A, run.B })
        {
            var source = Path.Combine(Path.GetDirectoryName(node.SettingsPath)!, "certs");
            var target = Path.Combine(folder, "keys", node.Party.Participant[5..].Split('.')[0]);
            Directory.CreateDirectory(target);
            foreach (var file in Directory.GetFiles(source))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            }
        }
    }
}
