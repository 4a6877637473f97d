using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Limits;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// How every message comes in from a client: received with flat memory, read by the contract, checked against what the client
/// may do, handed to intake, which stores all of them or none.
/// </summary>
internal sealed class MessagePost(UploadReader uploads, Intake intake, ClientMessages messages, ClientView view, ApiLinks links, TimeProvider clock)
{
    /// <summary>The time of messages that name none.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Receives a request's messages.</summary>
    /// <param name="context">The request.</param>
    /// <param name="read">Reads them, out of what was uploaded.</param>
    /// <returns>What is stored now, or the problem to answer with; then nothing is.</returns>
    public async Task<Result<List<AcceptedSubmission>, ApiProblem>> ReceiveAsync(HttpContext context, Func<Upload, Result<List<SdkMessage>, ApiProblem>> read)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !IsJson(type))
        {
            return ApiProblem.NotJson;
        }

        var caller = ApiCaller.Of(context);
        if (view.EnvironmentOf(caller) is not { } environment)
        {
            return ApiProblem.BadRequest(new ApiIssue("Participant not served", $"This node does not serve {caller.Participant} in {caller.Environment} any more. Ask its administrator."));
        }

        // 1. Receive, no more than a message may have (MSG-13): the reader counts, and answers in the contract's words.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var limit = environment.Options.Limits.MaxOutgoingMessageBytes;
        var received = await uploads.ReadAsync(context.Request.Body, context.Request.ContentLength, limit, context.RequestAborted);
        if (!received.TryGet(out var upload, out var problem))
        {
            return problem;
        }

        // 2. Read by the contract; 3. may this client send so?
        using var _ = upload;
        if (!read(upload).TryGet(out var parsed, out problem) || !MaySend(caller, parsed).TryGet(out parsed, out problem))
        {
            return problem;
        }

        // 4. A copy for each receiver: the first is what was sent and charged, the others are charged too.
        context.Features.Get<PartyEntry>()?.Charge((parsed.Count - 1) * upload.MessageBytes);

        // 5. Validate by the receiver's rules and store.
        var stored = await intake.SubmitAsync([.. parsed.Select(message => Outgoing(caller, message, upload))], context.RequestAborted);
        return stored.TryGet(out var accepted, out var fault)
            ? accepted
            : await ProblemOfAsync(fault, caller, limit, parsed, context.RequestAborted);
    }

    private static OutgoingPayload Outgoing(ApiCaller caller, SdkMessage message, Upload upload) => new(
        new Submission(caller.Environment, message.Sender.Id.Extension, message.Recipient.Id.Extension, DocumentTypeIdentifier.SdkMessageBaseCode, message.Recipient.Attention?.SubOrganization.Extension) { ClientId = caller.ClientId, SenderAddress = message.Sender.Attention?.SubOrganization.Extension },
        async (output, cancellationToken) =>
        {
            await using var files = upload.OpenFiles();
            await SdkMessageWriter.WriteAsync(message, (file, _) => ValueTask.FromResult(files.Next(file.Number)), output, cancellationToken);
        })
    {
        AnnouncedBytes = upload.MessageBytes,
    };

    // API-1: a client sends for its own organisation, and for the functional addresses that its auth_id names.
    private static Result<List<SdkMessage>, ApiProblem> MaySend(ApiCaller caller, List<SdkMessage> parsed)
    {
        var message = parsed[0];
        var issues = new List<ApiIssue>();
        if (!message.Sender.Id.Extension.Equals(caller.Participant, StringComparison.OrdinalIgnoreCase))
        {
            issues.Add(new("Not allowed", $"Your client belongs to {caller.Participant} and sends for no other organisation.", "data.attributes.sender"));
        }

        if (message.Sender.Attention is { } attention && !caller.MayAct(attention.SubOrganization.Extension))
        {
            issues.Add(new("Not allowed", "Your client may not act for this functional address: its auth_id does not name it.", "data.attributes.senderAttention.subOrganization.extension"));
        }

        return issues.Count > 0 ? ApiProblem.BadRequest(issues) : parsed;
    }

    private async Task<ApiProblem> ProblemOfAsync(IntakeFault fault, ApiCaller caller, long limit, List<SdkMessage> parsed, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case IntakeFaultKind.TooLarge:
                return ApiProblem.TooLarge(limit);
            case IntakeFaultKind.Unavailable:
                return ApiProblem.Unavailable(string.Join(' ', fault.Details));
            case IntakeFaultKind.Duplicate:
                // Whose message holds the id is not told to who may not see it (API-1).
                var seen = MessageId.TryParse(fault.UsedId!, out var id) ? await messages.FindAsync(await view.OfAsync(caller, cancellationToken), id.Uuid, cancellationToken) : null;
                return seen is { Direction: Direction.Outgoing }
                    ? ApiProblem.Posted(seen.XheId, links.Message(seen.XheId))
                    : ApiProblem.BadRequest(new ApiIssue("messageId cannot be used", "Choose another messageId, or leave it out.", "data.attributes.messageId"));
            default:
                return ApiProblem.BadRequest([.. fault.Issues.Select(issue => new ApiIssue(issue.Rule is null ? "Message isn't valid" : $"Message isn't valid: {issue.Rule}", issue.Text, issue.In))])
                    with { Instance = parsed[0].MessageId.Value };
        }
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/vnd.api+json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
