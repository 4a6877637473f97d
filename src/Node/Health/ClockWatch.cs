using System.Globalization;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;

namespace SdkNode.Node.Health;

/// <summary>
/// Watches that this machine's clock is right (AP-5): by the time servers of the settings; where there are none or none answers, by the
/// time that partners and directories put into their answers. A clock that is minutes off makes others refuse our messages, and us theirs.
/// </summary>
internal sealed class ClockWatch(NodeSetup setup, EnvironmentRuntimes environments, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often it is to be looked, on every node.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_mostByNtp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_mostByAnswers = TimeSpan.FromSeconds(30);

    /// <summary>Looks, and raises or closes the alarm of this node. Where nobody tells the time nothing changes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await OffsetAsync(cancellationToken) is not { } measured)
        {
            return;
        }

        if (measured.Offset.Duration() <= measured.Most)
        {
            await alarms.ClearAsync(AlarmKinds.ClockOff, AlarmList.AllEnvironments, setup.Name, cancellationToken);
            return;
        }

        var (amount, way) = (measured.Offset.Duration(), measured.Offset < TimeSpan.Zero ? "ahead" : "behind");
        await alarms.RaiseAsync(
            AlarmKinds.ClockOff, AlarmList.AllEnvironments, setup.Name,
            string.Create(CultureInfo.InvariantCulture, $"This machine's clock is off by {Told(amount)}: it is {way}, compared with {measured.By}. Others refuse messages whose time stamps are off, and certificates and receipts are judged by a wrong time."),
            "Set the clock right and let the machine keep it by NTP (timedatectl set-ntp true); then it closes by itself.", cancellationToken);
    }

    private async Task<(TimeSpan Offset, TimeSpan Most, string By)?> OffsetAsync(CancellationToken cancellationToken)
    {
        var offsets = new List<TimeSpan>();
        foreach (var server in setup.NtpServers)
        {
            if (await NtpClient.AskAsync(server.Host, server.Port, clock, s_limit, cancellationToken) is { } offset)
            {
                offsets.Add(offset);
            }
        }

        if (offsets.Count > 0)
        {
            offsets.Sort();
            return (offsets[offsets.Count / 2], s_mostByNtp, offsets.Count == 1 ? "the time server's" : $"those of {offsets.Count} time servers");
        }

        var heard = environments.All.Select(environment => environment.Clocks.Middle()).OfType<(TimeSpan Offset, int Sources)>().OrderByDescending(middle => middle.Sources).ToList();
        return heard is [var most, ..] ? (most.Offset, s_mostByAnswers, most.Sources == 1 ? "that of the one server that was asked last" : $"those of {most.Sources} servers of partners and directories") : null;
    }

    private static string Told(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} minutes");
}
