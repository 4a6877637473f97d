using SdkNode.Node.Partners;

namespace SdkNode.Node.Api.Admin;

/// <summary>How partners are found and reached.</summary>
internal static class AdminRouting
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var routing = admin.MapGroup("").WithTags("Routing");
        routing.MapGet("/lookup", async (LookupDesk desk, string environment, string participant, string? type, CancellationToken cancellationToken) => Told(await desk.ExplainAsync(environment, participant, type ?? PartnerQuestion.UsualType, cancellationToken)))
            .Describe<StepsAnswer>("explainLookup", AdminScopes.Read, "How a participant is found: every step of discovery, what is kept, what would be used to send now.");
        routing.MapPost("/lookup/refresh", async (LookupDesk desk, string environment, string participant, string? type, CancellationToken cancellationToken) => Told(await desk.RefreshAsync(environment, participant, type ?? PartnerQuestion.UsualType, cancellationToken)))
            .Describe<StepsAnswer>("refreshLookup", AdminScopes.Operate, "The same, after what was kept has been forgotten.");
        routing.MapGet("/lookup/kept", (LookupDesk desk) => desk.Kept()).Describe<IReadOnlyList<KeptLine>>("listKeptLookups", AdminScopes.Read, "What this process keeps of earlier look-ups, and until when.");
        routing.MapPost("/ping", async (PartnerPing ping, PartnerList partners, string environment, string participant, string? type, CancellationToken cancellationToken) =>
            Told(await ping.RunAsync(environment, await partners.ParticipantOfAsync(environment, participant, cancellationToken), type ?? PartnerQuestion.UsualType, cancellationToken)))
            .Describe<StepsAnswer>("pingPartner", AdminScopes.Operate, "Call the test service of a participant's access point, or of an access point that was met, by its party id.");
        routing.MapGet("/partners", (PartnerList partners, string? environment, CancellationToken cancellationToken) => partners.ListAsync(environment, cancellationToken))
            .Describe<IReadOnlyList<PartnerLine>>("listPartners", AdminScopes.Read, "The access points that messages were exchanged with, those in trouble first.");
        routing.MapGet("/partners/{name}", async (PartnerList partners, string name, CancellationToken cancellationToken) =>
            await partners.FindAsync(name, cancellationToken) is { Count: > 0 } found ? Results.Ok(found) : AdminAnswers.NotFound($"No access point \"{name}\" and none with such a participant was met."))
            .Describe<IReadOnlyList<PartnerView>>("getPartner", AdminScopes.Read, "An access point by its party id or a participant behind it, with the certificates that were met within 90 days.");
        routing.MapGet("/partners/nonconforming", Report).DescribeFile("reportNonconforming", AdminScopes.Read, "The messages of peers that did not keep the profile, to be reported (XHE-11).", "application/jsonl", "text/csv");
    }

    // A step that failed is an answer; a question that cannot be asked is none.
    private static IResult Told(StepsAnswer answer) => answer.Fault is { } fault ? AdminAnswers.Refused(fault, "Correct environment, participant or type.") : Results.Ok(answer);

    private static IResult Report(NonComplianceReport report, string? environment, DateTimeOffset? from, DateTimeOffset? to, string? format, CancellationToken cancellationToken)
    {
        if (format is not (null or "csv" or "jsonl"))
        {
            return AdminAnswers.Refused($"There is no format \"{format}\".", "Use csv or jsonl.");
        }

        var csv = format == "csv";
        return Results.Stream(
            body => NonComplianceFile.WriteAsync(report.ReadAsync(environment, from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue, cancellationToken), csv, body),
            csv ? "text/csv" : "application/jsonl");
    }
}
