using System.Reflection;

namespace SdkNode.Node.Lifecycle;

/// <summary>Which version of the program this is.</summary>
internal static class ProgramVersion
{
    /// <summary>The version for people, such as <c>0.4.0</c>, without what the build adds to it.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
