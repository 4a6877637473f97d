using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Routing.Tracing;

namespace SdkNode.Node.Partners;

/// <summary>Calls the test service of the partners that the settings have watched (AS4-9), so that a connection that breaks is known before a message needs it.</summary>
internal sealed class PartnerMonitoring(NodeSetup setup, PartnerPing ping, AlarmList alarms, JobLeases leases)
{
    /// <summary>Pings what is due; by one node for all.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in setup.Environments)
        {
            if (environment.Options.Monitoring.Participants.Count > 0)
            {
                await leases.TryRunAsync($"monitoring {environment.Name}", environment.Options.Monitoring.Every, token => PingAsync(environment, token), cancellationToken);
            }
            else
            {
                await ForgetAsync(environment, cancellationToken);
            }
        }
    }

    private async Task PingAsync(EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        await ForgetAsync(environment, cancellationToken);
        var type = DocumentTypeIdentifier.SdkMessage(environment.TransportModels[0]).ToString();
        foreach (var participant in environment.Options.Monitoring.Participants)
        {
            var answer = await ping.RunAsync(environment.Name, participant, type, cancellationToken);
            if (answer.IsGood)
            {
                await alarms.ClearAsync(AlarmKinds.MonitoringFailed, environment.Name, participant, cancellationToken);
                continue;
            }

            var step = answer.Steps.FirstOrDefault(step => step.State == nameof(LookupState.Fault));
            await alarms.RaiseAsync(AlarmKinds.MonitoringFailed, environment.Name, participant,
                step is null ? answer.Fault! : $"{step.Title}: {step.Answered}", step?.Remedy ?? "See what it says.", cancellationToken);
        }
    }

    // Whoever is watched no more is nobody's alarm.
    private async Task ForgetAsync(EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        foreach (var alarm in (await alarms.OpenAsync(cancellationToken)).Where(alarm =>
            alarm.Kind == AlarmKinds.MonitoringFailed && alarm.Environment == environment.Name && !environment.Options.Monitoring.Participants.Contains(alarm.Subject)))
        {
            await alarms.ClearAsync(alarm.Kind, alarm.Environment, alarm.Subject, cancellationToken);
        }
    }
}
