using System.Diagnostics;

namespace SdkNode.Node.Demo;

/// <summary>How much memory this process has used.</summary>
internal static class DemoMemory
{
    /// <summary>The most physical memory that the process has had at once, octets.</summary>
    public static long PeakWorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>The largest managed heap that a collection has found, octets.</summary>
    public static long PeakHeap() => new[] { GCKind.Ephemeral, GCKind.FullBlocking, GCKind.Background }.Max(kind => GC.GetGCMemoryInfo(kind).HeapSizeBytes);
}
