using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;

namespace SdkNode.Node.Trust;

/// <summary>
/// Keeps whom we trust as the store has it: read before anything is served, at once after a change here, and within seconds after one on
/// another node. Says for which purposes there is no anchor.
/// </summary>
internal sealed class TrustKeeper(NodeSetup setup, TrustStore store, WorkStore work, AlarmList alarms) : IHostedService, IDisposable
{
    private const string Remedy = "Import the environment's root certificate: sdknode trust import; docs/environments.md has the fingerprints.";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<(string Environment, TrustPurpose Purpose)> _gaps = [];
    private string? _version;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        foreach (var alarm in (await alarms.OpenAsync(cancellationToken)).Where(alarm => alarm.Kind == AlarmKinds.TrustMissing))
        {
            if (!_gaps.Any(gap => gap.Environment == alarm.Environment && gap.Purpose.Name() == alarm.Subject))
            {
                await alarms.ClearAsync(alarm.Kind, alarm.Environment, alarm.Subject, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks whether another node has changed something: every few seconds.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (await store.VersionAsync(cancellationToken) != _version)
        {
            await ReloadAsync(cancellationToken);
        }
    }

    /// <summary>Reads the store again.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var version = await store.VersionAsync(cancellationToken);
            var rows = await store.ListAsync(cancellationToken);
            foreach (var environment in setup.Environments)
            {
                foreach (var purpose in TrustPurposes.All)
                {
                    environment.Trust.Replace(purpose, [.. rows.Where(row => row.Environment == environment.Name && row.Purpose == purpose)
                        .Select(row => new TrustedAuthority(X509CertificateLoader.LoadCertificate(row.Certificate), row.IsAnchor))]);
                    await TellGapAsync(environment.Trust, purpose, cancellationToken);
                }
            }

            _version = version;

            // What waits for trust may have it now.
            await work.HurryWaitingAsync(SettingsGap.KeyWanted, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task TellGapAsync(EnvironmentTrust trust, TrustPurpose purpose, CancellationToken cancellationToken)
    {
        if (trust.Gap(purpose) is { } gap)
        {
            if (!_gaps.Contains((trust.Environment, purpose)))
            {
                await alarms.RaiseAsync(AlarmKinds.TrustMissing, trust.Environment, purpose.Name(), $"{gap} {purpose.Need()}", Remedy, cancellationToken);
                _gaps.Add((trust.Environment, purpose));
            }
        }
        else if (_gaps.Contains((trust.Environment, purpose)))
        {
            await alarms.ClearAsync(AlarmKinds.TrustMissing, trust.Environment, purpose.Name(), cancellationToken);
            _gaps.Remove((trust.Environment, purpose));
        }
    }
}
