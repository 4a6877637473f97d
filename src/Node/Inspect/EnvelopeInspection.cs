using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Opening;
using SdkNode.Envelope.Xhe;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Inspect;

/// <summary>Inspects an XHE envelope: rules, signature, signer, decryption, and what is inside.</summary>
internal sealed class EnvelopeInspection(InspectionTools tools)
{
    /// <summary>Inspects an envelope.</summary>
    public async Task<InspectionReport> RunAsync(Func<Stream> open, Inspector inside, CancellationToken cancellationToken)
    {
        var report = new InspectionReport { Kind = "XHE envelope" };
        await using var file = open();
        var verified = await EnvelopeOpener.VerifyAsync(file, cancellationToken);
        if (!verified.TryGet(out var envelope, out var fault))
        {
            Header(report, fault.Header);
            if (fault.Disposition != EnvelopeDisposition.NotCompliant)
            {
                report.Ok("XHE-9", "Rules of the envelope", "All kept.");
            }

            foreach (var rule in fault.Rules)
            {
                report.Fail(rule.RuleId, "Rule", rule.Path is null ? rule.Detail : $"{rule.Detail} | at path {rule.Path}");
            }

            report.Fact("what follows", Consequence(fault));
            return report;
        }

        Header(report, envelope.Header);
        report.Ok("XHE-9", "Rules of the envelope", "All kept.");
        if (envelope.Signer is { } signer)
        {
            report.Ok("O2O-3", "Signature", "It verifies and covers the whole envelope.");
            await tools.CheckSignerAsync(report, "O2O-4", signer, cancellationToken);
        }
        else
        {
            report.Skip("O2O-3", "Signature", "The transport model tm-base has none.");
        }

        await OpenAsync(report, envelope, open, inside, cancellationToken);
        return report;
    }

    private async Task OpenAsync(InspectionReport report, VerifiedEnvelope envelope, Func<Stream> open, Inspector inside, CancellationToken cancellationToken)
    {
        var scratch = Path.GetTempFileName();
        try
        {
            X509Certificate2? wanted = null;
            await using (var again = open())
            await using (var output = File.Create(scratch))
            {
                var opened = await EnvelopeOpener.DecryptAsync(envelope, again, KeyFor, output, cancellationToken);
                if (!opened.TryGet(out var payload, out var fault))
                {
                    NotOpened(report, fault, wanted);
                    return;
                }

                report.Ok("O2O-2", envelope.Header.Encrypted ? "Decryption" : "Payload", $"{payload.Length:N0} octets{(payload.RootName is null ? "" : $", root {payload.RootName}")}.");
            }

            if (envelope.Header.DocumentType.BaseCode is DocumentTypeIdentifier.SdkMessageBaseCode or DocumentTypeIdentifier.MessageReceiptBaseCode)
            {
                report.Inside = await inside.InspectAsync(() => File.OpenRead(scratch), cancellationToken);
            }
            else
            {
                report.Skip("MSG-14", "Content", "Of another registered document type: handed over without being understood.");
            }

            RSA? KeyFor(X509Certificate2 certificate)
            {
                wanted = X509CertificateLoader.LoadCertificate(certificate.RawData);
                return tools.Keys.FirstOrDefault(key => key.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))?.PrivateKey;
            }
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private void NotOpened(InspectionReport report, EnvelopeFault fault, X509Certificate2? wanted)
    {
        if (wanted is not null && !tools.Keys.Any(key => key.Certificate.Equals(wanted)))
        {
            report.Skip("O2O-2", "Decryption", $"Encrypted for {CertificateNames.Describe(wanted)}. Give that certificate's key with --key to open it.");
            return;
        }

        foreach (var rule in fault.Rules)
        {
            report.Fail(rule.RuleId, "Decryption", rule.Detail);
        }

        report.Fact("what follows", Consequence(fault));
    }

    private static void Header(InspectionReport report, XheHeader? header)
    {
        if (header is null)
        {
            return;
        }

        report.Fact("id", header.Id.Value);
        report.Fact("created", header.CreationDateTime.ToString("O", CultureInfo.InvariantCulture));
        report.Fact("from", header.From.Value);
        report.Fact("to", header.To.Value);
        report.Fact("functional address", header.HandlingServiceId);
        report.Fact("document type", header.DocumentType.ToString());
        report.Fact("federation", header.Federation);
        report.Fact("payload", $"{header.PayloadTypeCode} as {header.ContentType}, {(header.Encrypted ? "encrypted" : "not encrypted")}");
    }

    private static string Consequence(EnvelopeFault fault) => fault.Disposition switch
    {
        EnvelopeDisposition.NotCompliant => "a receiving access point answers EBMS:0004 XHE_NOT_COMPLIANT and gives no AS4 receipt (XHE-11)",
        EnvelopeDisposition.Reject => $"the receiver answers with a message receipt REJECTED, {fault.Line?.Code}/{fault.Line?.Reason} (RCPT-4)",
        _ => "the receiver gives no message receipt (RCPT-5)",
    };
}
