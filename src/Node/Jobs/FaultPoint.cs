using System.Diagnostics;

namespace SdkNode.Node.Jobs;

/// <summary>
/// The steps of the two flows between which a node may die. In the product a call is nothing: it is compiled away with the name
/// in it. tests/FaultNode compiles the same code with FAULT_POINTS and kills itself where it is told to.
/// </summary>
internal static partial class FaultPoint
{
    /// <summary>The flow has come to this point: what was before is done, what follows is not.</summary>
    /// <param name="point">The point's name, one of those that tests/FaultNode lists.</param>
    [Conditional("FAULT_POINTS")]
    public static void Reach(string point) => Act(point);

    static partial void Act(string point);
}
