using System.Runtime.InteropServices;

namespace SdkNode.Node.Cli;

/// <summary>SIGTERM and SIGINT (Ctrl+C) for a verb that runs for long: the first asks it to stop, the second to do so at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly PosixSignalRegistration[] _heard;

    private StopSignals() => _heard = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear), PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear)];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Cancelled at the second signal.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>Begins to listen.</summary>
    public static StopSignals Listen() => new();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _heard)
        {
            registration.Dispose();
        }

        _asked.Dispose();
        _atOnce.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        // Else the process would end here.
        context.Cancel = true;
        (_asked.IsCancellationRequested ? _atOnce : _asked).Cancel();
    }
}
