namespace SdkNode.Testbed.Federation;

/// <summary>What is wrong with the testbed's DNS.</summary>
public enum DnsFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It does not answer.</summary>
    Silent,

    /// <summary>It answers SERVFAIL.</summary>
    ServerFailure,

    /// <summary>Its records name another service than Meta:SMP.</summary>
    WrongService,

    /// <summary>The name exists but has no NAPTR record.</summary>
    NoRecord,
}
