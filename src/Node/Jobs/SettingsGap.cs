using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>
/// Work on a message whose environment, participant or document type the settings no longer name, or for which a key of ours is
/// missing or has run out: it waits, no try counted, with an alarm, until that is mended. A slip of ours must not lose what is stored.
/// </summary>
internal sealed class SettingsGap(WorkStore work, EnvironmentRuntimes environments, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How the reason ends for which work waits that needs a key or an anchor.</summary>
    public const string KeyWanted = "The message waits until there is one: see \"sdknode certs list\" and \"sdknode trust list\".";

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan KeyWait = TimeSpan.FromMinutes(1);

    /// <summary>The message's environment, with all that sending it needs; null when the work has been made to wait.</summary>
    public Task<EnvironmentRuntime?> FindToSendAsync(WorkRow claimed, MessageRow message, CancellationToken cancellationToken) =>
        FindAsync(claimed, message, static (environment, participant, message) => (message.Sealed is null ? participant.Keys.SendingGap : null) ?? environment.Keys.SendingGap, cancellationToken);

    /// <summary>The message's environment, with all that opening it needs; null when the work has been made to wait.</summary>
    public Task<EnvironmentRuntime?> FindToOpenAsync(WorkRow claimed, MessageRow message, CancellationToken cancellationToken) =>
        FindAsync(claimed, message, static (_, participant, _) => participant.Keys.OpeningGap, cancellationToken);

    /// <summary>The message's environment, whatever it names; null when the work has been made to wait.</summary>
    public Task<EnvironmentRuntime?> FindEnvironmentAsync(WorkRow claimed, MessageRow message, CancellationToken cancellationToken) =>
        FindAsync(claimed, message, environments.Find(message.Environment) is null ? MissingEnvironment(message) : null, cancellationToken);

    private async Task<EnvironmentRuntime?> FindAsync(WorkRow claimed, MessageRow message, Func<EnvironmentSetup, ParticipantSetup, MessageRow, string?> gap, CancellationToken cancellationToken)
    {
        if (await FindAsync(claimed, message, Missing(message), cancellationToken) is not { } environment)
        {
            return null;
        }

        var participant = environment.Setup.FindParticipant(ParticipantIdentifier.Parse(message.Participant).Value!)!;
        if (gap(environment.Setup, participant, message) is not { } missing)
        {
            return environment;
        }

        // The alarm is the key keeper's: it knows of the gap before any message does.
        await work.WaitAsync(claimed, $"{missing} {KeyWanted}", clock.GetUtcNow() + RetryWait.Spread(KeyWait), cancellationToken);
        return null;
    }

    private async Task<EnvironmentRuntime?> FindAsync(WorkRow claimed, MessageRow message, string? missing, CancellationToken cancellationToken)
    {
        if (missing is null)
        {
            return environments.Find(message.Environment);
        }

        await work.WaitAsync(claimed, $"The settings no longer name {missing}. The message waits until they do: put it back and restart the node, or end the message.", clock.GetUtcNow() + RetryWait.Spread(Wait), cancellationToken);
        await alarms.RaiseAsync(AlarmKinds.SettingsMissing, message.Environment, missing, $"The settings no longer name {missing}, and messages of it wait.", "Put it back and restart the node; or end the messages: sdknode messages end ID --reason TEXT.", cancellationToken);
        return null;
    }

    private string? Missing(MessageRow message)
    {
        if (environments.Find(message.Environment)?.Setup is not { } setup)
        {
            return MissingEnvironment(message);
        }

        if (setup.FindParticipant(ParticipantIdentifier.Parse(message.Participant).Value!) is null)
        {
            return $"the participant {message.Participant}";
        }

        var type = DocumentTypeIdentifier.Parse(message.DocumentType).Value!.BaseCode;
        return setup.DocumentTypes.Find(type) is null ? $"the document type {type}" : null;
    }

    private static string MissingEnvironment(MessageRow message) => $"the environment {message.Environment}";
}
