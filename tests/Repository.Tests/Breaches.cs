namespace SdkNode.Repository.Tests;

/// <summary>Fails with every breach on a line of its own, where <c>Assert.Empty</c> shows only the first few.</summary>
internal static class Breaches
{
    /// <summary>Asserts that there is none.</summary>
    public static void None(IEnumerable<string> breaches)
    {
        var found = breaches.Distinct().ToList();
        Assert.True(found.Count == 0, $"{found.Count} found:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
