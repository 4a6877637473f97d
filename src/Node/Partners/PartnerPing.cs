using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Node.Hosting;
using SdkNode.Node.Outbound;
using SdkNode.Routing;
using SdkNode.Routing.Tracing;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Partners;

/// <summary>
/// Calls the test service of a participant's access point (AS4-9): a signed and encrypted message that gets a receipt and is
/// never delivered. It goes also where a breaker is open, and its answer closes the breaker.
/// </summary>
/// <param name="environments">The environments.</param>
/// <param name="gate">The breakers of the running node; null where no node runs.</param>
/// <param name="clock">The time.</param>
internal sealed class PartnerPing(EnvironmentRuntimes environments, AccessPointGate? gate, TimeProvider clock)
{
    /// <summary>More of a peer's words than this is not repeated, in characters.</summary>
    private const int LongestWords = 500;

    private static readonly byte[] s_payload = Compress("<ping/>"u8);

    /// <summary>Pings, and tells each step with its time.</summary>
    public async Task<StepsAnswer> RunAsync(string environment, string participant, string type, CancellationToken cancellationToken)
    {
        if (!PartnerQuestion.Read(environments, environment, participant, type).TryGet(out var question, out var wrong))
        {
            return StepsAnswer.Refused(wrong);
        }

        if (question.Environment.Setup.Participants is [])
        {
            return StepsAnswer.Refused($"The environment \"{environment}\" has no participant of ours to ping as. Add one to the settings.");
        }

        if (question.Environment.Setup.Keys.SendingGap is { } gap)
        {
            return StepsAnswer.Refused($"{gap} See \"sdknode certs list\".");
        }

        var began = Stopwatch.GetTimestamp();
        var found = await question.Environment.Directory.FindReceiverAsync(question.Participant, question.DocumentType, cancellationToken);
        var asked = $"{question.Participant}, {question.DocumentType}";
        if (!found.TryGet(out var route, out var fault))
        {
            return new StepsAnswer([Line("Where the access point is", asked, fault.Detail, fault.Remedy, began)], null);
        }

        var where = Line("Where the access point is", asked, $"{route.PartyId} at {route.Endpoint}: {CertificateNames.Describe(route.AccessPoint)}", null, began);
        return new StepsAnswer([where, await SendAsync(question, route, cancellationToken)], null);
    }

    private async Task<StepLine> SendAsync(PartnerQuestion question, ReceiverRoute route, CancellationToken cancellationToken)
    {
        var environment = question.Environment;
        var transmission = Transmission(question, route);
        using var permit = gate?.Ask(environment, route, isLast: true);
        var began = Stopwatch.GetTimestamp();
        var outcome = await environment.Sender.SendAsync(transmission, cancellationToken);
        var line = Line("Test service", $"ping {transmission.Message.MessageId} to {route.Endpoint}", Told(outcome), SendRemedies.For(outcome), began);
        if (outcome.Disposition == As4Disposition.LookUpAfresh || outcome.SignedByAnother)
        {
            environment.Directory.Forget(question.Participant, question.DocumentType);
        }

        environment.Met.Pinged(route.PartyId, question.Participant.Value, route.Endpoint, line.Remedy is null ? null : line.Answered);
        environment.Met.Met(Trust.TrustPurpose.AccessPoint, route.PartyId, route.AccessPoint);
        if (gate is not null && permit is not null)
        {
            await gate.FollowAsync(permit.Report(outcome), environment, route, outcome, cancellationToken);
        }

        return line;
    }

    private As4Transmission Transmission(PartnerQuestion question, ReceiverRoute route)
    {
        var setup = question.Environment.Setup;
        var transport = setup.Options.Transport;
        var id = As4MessageIds.New(setup.PartyId);
        var payload = new As4Payload
        {
            Open = static _ => ValueTask.FromResult<Stream>(new MemoryStream(s_payload, writable: false)),
            Length = s_payload.Length,
            Sha256 = SHA256.HashData(s_payload),
            Compressed = true,
            ContentId = transport.ContentId,
            MimeType = transport.PayloadMimeType,
        };
        return new As4Transmission
        {
            Endpoint = route.Endpoint,
            Payloads = [payload],
            Signing = setup.Signing,
            Receiver = route.AccessPoint,
            Options = new As4SendOptions { SendTimestamp = transport.SecurityTimestamp },
            Message = new As4UserMessage
            {
                MessageId = id,
                Timestamp = clock.GetUtcNow(),
                From = new As4Party(setup.PartyId, transport.PartyType, transport.InitiatorRole),
                To = new As4Party(route.PartyId, transport.PartyType, transport.ResponderRole),
                Service = new As4Value(As4Names.TestService),
                Action = As4Names.TestAction,
                ConversationId = id,
                Properties =
                [
                    new As4Property(As4Names.OriginalSender, setup.Participants[0].Id.Value, transport.PartyPropertyType),
                    new As4Property(As4Names.FinalRecipient, question.Participant.Value, transport.PartyPropertyType),
                ],
                Parts = [payload.ToPart()],
            },
        };
    }

    private static string Told(As4SendOutcome outcome)
    {
        var text = outcome is As4Acknowledged done
            ? $"A valid receipt, {done.Receipt.MessageId}, signed by {CertificateNames.Describe(done.Signer)}."
            : outcome.Detail;
        return text.Length > LongestWords ? text[..LongestWords] + "…" : text;
    }

    private static StepLine Line(string title, string asked, string answered, string? remedy, long began) =>
        new(title, asked, answered, remedy is null ? nameof(LookupState.Ok) : nameof(LookupState.Fault), remedy) { Milliseconds = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds };

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
