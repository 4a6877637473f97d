using System.Diagnostics;
using System.Globalization;
using System.Text;
using SdkNode.FaultNode;

namespace SdkNode.Node.Jobs;

/// <summary>What a fault point does here: the process that has been told to die at it dies at once, as if the plug were pulled.</summary>
internal static partial class FaultPoint
{
    private static readonly (string Point, int Time) Chosen = Read(Environment.GetEnvironmentVariable(FaultPoints.DieAt));
    private static int _reached;

    static partial void Act(string point)
    {
        if (point != Chosen.Point || Interlocked.Increment(ref _reached) != Chosen.Time)
        {
            return;
        }

        using (var log = new FileStream(Environment.GetEnvironmentVariable(FaultPoints.Log)!, FileMode.Append, FileAccess.Write))
        {
            log.Write(Encoding.UTF8.GetBytes(point + "\n"));
            log.Flush(flushToDisk: true);
        }

        // SIGKILL: nothing is disposed, flushed or answered any more.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static (string Point, int Time) Read(string? value)
    {
        if (value is null)
        {
            return ("", 0);
        }

        var end = value.LastIndexOf(':');
        var point = value[..end];
        return FaultPoints.All.Contains(point)
            ? (point, int.Parse(value[(end + 1)..], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"There is no fault point \"{point}\".");
    }
}
