using System.Text;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.VirusScan;

/// <summary>
/// Scans one message while it is read: give <see cref="OpenFileAsync"/> to the reader or validator, then ask
/// <see cref="FinishAsync"/>. One file is with the scanner at a time, and none is held here.
/// </summary>
public sealed class MessageScan(ClamdScanner scanner)
{
    private readonly List<Finding> _findings = [];
    private ScanFault? _fault;

    /// <summary>A <see cref="FileOpener"/>: the file's content goes to the scanner as it is decoded.</summary>
    public async ValueTask<Stream> OpenFileAsync(MessageFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return IsScannerGone ? Stream.Null : new FileScan(await scanner.BeginAsync(cancellationToken), verdict => Take(verdict, file.Number), cancellationToken);
    }

    /// <summary>Scans the message's texts as one more content, and says what was found in all of it.</summary>
    /// <param name="message">The message that was read; null when it was refused, then only the files that were read count.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<MessageVerdict> FinishAsync(SdkMessage? message, CancellationToken cancellationToken)
    {
        var texts = message?.Documents.SelectMany(document => document.Texts).ToList() ?? [];
        if (texts.Count > 0 && !IsScannerGone)
        {
            await using var scan = await scanner.BeginAsync(cancellationToken);
            foreach (var text in texts)
            {
                await scan.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);
            }

            Take(await scan.FinishAsync(cancellationToken), fileNumber: null);
        }

        return _findings.Count > 0 ? new MessageVerdict.Found(_findings)
            : _fault is not null ? new MessageVerdict.Unavailable(_fault)
            : new MessageVerdict.Clean();
    }

    // A message of many files must not wait for a scanner that is not there once for each.
    private bool IsScannerGone => _fault is { Kind: not ScanFaultKind.TooLarge };

    private void Take(ScanVerdict verdict, int? fileNumber)
    {
        switch (verdict)
        {
            case ScanVerdict.Found found:
                _findings.Add(new Finding(fileNumber, found.Signature));
                break;
            case ScanVerdict.Unavailable unavailable when _fault is null || !IsScannerGone:
                _fault = unavailable.Fault;
                break;
        }
    }

    // The reader disposes a file's stream at the content's end: there the verdict is asked.
    private sealed class FileScan(ContentScan scan, Action<ScanVerdict> take, CancellationToken cancellationToken) : AsyncWriteStream
    {
        private bool _ended;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => scan.WriteAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            if (!_ended)
            {
                _ended = true;
                await using (scan)
                {
                    take(await scan.FinishAsync(cancellationToken));
                }
            }

            await base.DisposeAsync();
        }
    }
}
