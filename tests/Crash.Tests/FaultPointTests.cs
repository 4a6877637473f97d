using System.Text;
using System.Text.RegularExpressions;
using SdkNode.FaultNode;

namespace SdkNode.Crash.Tests;

/// <summary>Fault points are for tests: the list is that of the flows, and the product has none of them.</summary>
public sealed partial class FaultPointTests
{
    [Fact]
    public void The_list_names_every_point_of_the_flows_once()
    {
        var source = Path.Combine(SharedFiles.RepositoryRoot, "src");
        var inCode = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).SelectMany(file => Call().Matches(File.ReadAllText(file))).Select(match => match.Groups["point"].Value).ToList();

        Assert.Equal(FaultPoints.All.Order(StringComparer.Ordinal), inCode.Order(StringComparer.Ordinal));
        Assert.Equal(inCode.Count, inCode.Distinct().Count());
    }

    [Fact]
    public void The_product_has_no_fault_point()
    {
        var product = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "sdknode.dll"));
        var faulty = File.ReadAllBytes(Path.ChangeExtension(Federation.NodeProcess.Program, ".dll"));
        foreach (var name in FaultPoints.All.Append(FaultPoints.DieAt))
        {
            Assert.False(Holds(product, name), $"sdknode.dll holds \"{name}\".");
            Assert.True(Holds(faulty, name), $"faultnode.dll does not hold \"{name}\": then this test could not see it in the product.");
        }
    }

    // Strings of code are UTF-16 in an assembly, constants and names UTF-8.
    private static bool Holds(byte[] assembly, string name) =>
        assembly.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)) >= 0 || assembly.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;

    [GeneratedRegex(@"FaultPoint\.Reach\(""(?<point>[^""]*)""\)")]
    private static partial Regex Call();
}
