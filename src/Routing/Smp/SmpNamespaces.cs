namespace SdkNode.Routing.Smp;

/// <summary>The names of SMP documents (DIR-2, DIR-5).</summary>
internal static class SmpNamespaces
{
    /// <summary>SMP 1.0.</summary>
    public const string Smp = "http://docs.oasis-open.org/bdxr/ns/SMP/2016/05";

    /// <summary>SMP 2.0 aggregate components, used by CertPub.</summary>
    public const string Aggregates = "http://docs.oasis-open.org/bdxr/ns/SMP/2/AggregateComponents";

    /// <summary>SMP 2.0 basic components, used by CertPub.</summary>
    public const string Basics = "http://docs.oasis-open.org/bdxr/ns/SMP/2/BasicComponents";
}
