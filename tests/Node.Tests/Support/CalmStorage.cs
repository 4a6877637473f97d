using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Health;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Support;

/// <summary>For tests of parts whose store has room and raises no alarms of its own.</summary>
internal static class CalmStorage
{
    public static StorageWatch Watch { get; } = new(
        new StorageRoom([], 0),
        new AlarmList(static () => throw new InvalidOperationException("No alarm is expected."), TimeProvider.System, NullLogger<AlarmList>.Instance),
        TimeProvider.System,
        NullLogger<StorageWatch>.Instance);
}
