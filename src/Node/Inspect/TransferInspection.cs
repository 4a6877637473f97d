using System.Globalization;
using SdkNode.As4.Inspecting;
using SdkNode.As4.Messages;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Inspect;

/// <summary>Inspects a saved AS4 request or response, and the envelope inside where a key opens it.</summary>
internal sealed class TransferInspection(InspectionTools tools, Inspector inside)
{
    /// <summary>Inspects a saved HTTP message.</summary>
    public async Task<InspectionReport> RunAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var scratch = Path.GetTempFileName();
        try
        {
            var written = false;
            As4Inspection found;
            await using (var file = open())
            {
                var options = new As4InspectOptions
                {
                    Keys = tools.Keys,
                    Trust = tools.Trust,
                    Certificates = tools.Verifier,
                    At = null,
                    PayloadOutput = number =>
                    {
                        written |= number == 0;
                        return number == 0 ? File.Create(scratch) : Stream.Null;
                    },
                };
                found = await As4Inspector.InspectAsync(file, options, cancellationToken);
            }

            var report = Report(found);
            if (written && found.IsValid)
            {
                report.Inside = await inside.InspectAsync(() => File.OpenRead(scratch), cancellationToken);
            }

            return report;
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static InspectionReport Report(As4Inspection found)
    {
        var report = new InspectionReport
        {
            Kind = found.Kind switch
            {
                As4Kind.UserMessage => "AS4 user message",
                As4Kind.Receipt => "AS4 receipt",
                As4Kind.Error => "AS4 error signal",
                _ => "no AS4 message",
            },
        };
        Message(report, found.Message);
        if (found.Receipt is { } receipt)
        {
            report.Fact("MessageId", receipt.MessageId);
            report.Fact("answers", receipt.RefToMessageId);
            report.Fact("references", receipt.References.Count.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var error in found.Errors)
        {
            report.Fact(error.Code, $"{error.ShortDescription}, {error.Severity}{(error.Detail is null ? "" : $": {error.Detail}")}, about {error.RefToMessageInError}");
        }

        if (found.Signer is { } signer)
        {
            report.Fact("signed by", CertificateNames.Describe(signer));
        }

        foreach (var check in found.Checks)
        {
            Add(report, check);
        }

        return report;
    }

    private static void Message(InspectionReport report, As4UserMessage? message)
    {
        if (message is null)
        {
            return;
        }

        report.Fact("MessageId", message.MessageId);
        report.Fact("time stamp", message.Timestamp.ToString("O", CultureInfo.InvariantCulture));
        report.Fact("access points", $"{message.From.Id} -> {message.To.Id}");
        report.Fact("service", message.Service.Value);
        report.Fact("action", message.Action);
        foreach (var property in message.Properties)
        {
            report.Fact(property.Name, property.Value);
        }

        foreach (var part in message.Parts)
        {
            report.Fact("payload", $"cid:{part.ContentId} {part.MimeType}{(part.IsCompressed ? ", compressed" : "")}");
        }
    }

    private static void Add(InspectionReport report, As4Check check)
    {
        switch (check.State)
        {
            case As4CheckState.Passed:
                report.Ok(check.RuleId, check.Name, check.Detail);
                break;
            case As4CheckState.Failed:
                report.Fail(check.RuleId, check.Name, check.Detail);
                break;
            default:
                report.Skip(check.RuleId, check.Name, check.Detail);
                break;
        }
    }
}
