using System.Collections.Concurrent;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Hosting;
using SdkNode.Routing;

namespace SdkNode.Node.Partners;

/// <summary>
/// Tells when a directory that messages wait for does not answer (O2O-4): at once where a message meets it, and every few minutes by asking
/// for our own participants, so that an outage is known before a message needs the directory, and its end too.
/// </summary>
internal sealed class DirectoryWatch(EnvironmentRuntimes environments, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often the directories are asked, by any one of the nodes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);
    private static readonly string[] s_subjects = ["DNS", "SMP", "revocation"];

    private readonly ConcurrentDictionary<(string Environment, string Subject), DateTimeOffset> _told = [];

    /// <summary>A message met a fault of a directory: raises the alarm where it is an outage, at most once a minute.</summary>
    public async Task MetAsync(string environment, RoutingFault fault, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Subject(fault.Kind) is { } subject && !(_told.TryGetValue((environment, subject), out var last) && now - last < s_between))
        {
            await RaiseAsync(environment, subject, fault, cancellationToken);
            _told[(environment, subject)] = now;
        }
    }

    /// <summary>Asks the directories of every environment for a participant of ours, past what is kept.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in environments.All.Where(environment => environment.Setup.Participants.Count > 0 && environment.Setup.Trust.Gap(Trust.TrustPurpose.Smp) is null))
        {
            var type = DocumentTypeIdentifier.SdkMessage(environment.Setup.TransportModels[0]);
            var trace = await environment.Directory.TraceAsync(environment.Setup.Participants[0].Id, type.ReceiptType, cancellationToken);
            var outage = trace.Fault is { } fault && Subject(fault.Kind) is not null ? fault : null;
            if (outage is not null)
            {
                await RaiseAsync(environment.Setup.Name, Subject(outage.Kind)!, outage, cancellationToken);
                continue;
            }

            // That somebody is not registered is an answer too.
            foreach (var subject in s_subjects)
            {
                await alarms.ClearAsync(AlarmKinds.DirectoryUnreachable, environment.Setup.Name, subject, cancellationToken);
                _told.TryRemove((environment.Setup.Name, subject), out _);
            }
        }
    }

    private static string? Subject(RoutingFaultKind kind) => kind switch
    {
        RoutingFaultKind.DnsUnavailable => s_subjects[0],
        RoutingFaultKind.SmpUnavailable => s_subjects[1],
        RoutingFaultKind.RevocationUnavailable => s_subjects[2],
        _ => null,
    };

    private Task RaiseAsync(string environment, string subject, RoutingFault fault, CancellationToken cancellationToken) => alarms.RaiseAsync(
        AlarmKinds.DirectoryUnreachable, environment, subject, $"{fault.Detail} Messages that need it wait and are tried again; none is rejected for it.", fault.Remedy, cancellationToken);
}
