namespace SdkNode.Node.Inspect;

/// <summary>The admin's answer to "why did it fail?": looks at a saved file with the node's own code and says what holds.</summary>
internal sealed class Inspector(InspectionTools tools)
{
    private readonly EnvelopeInspection _envelopes = new(tools);

    /// <summary>Inspects a file.</summary>
    /// <param name="open">Opens the file from its beginning, as often as asked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<InspectionReport> InspectAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        FileKind kind;
        string said;
        await using (var file = open())
        {
            (kind, said) = await Recognition.LookAsync(file, cancellationToken);
        }

        switch (kind)
        {
            case FileKind.As4:
                return await new TransferInspection(tools, this).RunAsync(open, cancellationToken);
            case FileKind.Envelope:
                return await _envelopes.RunAsync(open, this, cancellationToken);
            case FileKind.ServiceMetadata:
                return await MetadataInspection.RunAsync(open, tools, cancellationToken);
            case FileKind.SdkMessage:
                return await ContentInspection.MessageAsync(open, cancellationToken);
            case FileKind.MessageReceipt:
                return await ContentInspection.ReceiptAsync(open, cancellationToken);
            default:
                var report = new InspectionReport();
                report.Fail("-", "What it is", said);
                return report;
        }
    }
}
