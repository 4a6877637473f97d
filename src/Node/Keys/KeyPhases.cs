namespace SdkNode.Node.Keys;

/// <summary>Where a key stands, from its request to its retirement, in the words of the administration API.</summary>
internal static class KeyPhases
{
    /// <summary>Requested; its certificate has not come yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>Requested, and given up before a certificate came.</summary>
    public const string GivenUp = "givenUp";

    /// <summary>Taken in, not activated.</summary>
    public const string Reserve = "reserve";

    /// <summary>Activated for a later time.</summary>
    public const string Planned = "planned";

    /// <summary>Signs, or is shown.</summary>
    public const string InUse = "inUse";

    /// <summary>Another one signs, or is shown.</summary>
    public const string Replaced = "replaced";

    /// <summary>Counts no more.</summary>
    public const string Retired = "retired";

    /// <summary>Has expired, is revoked, or can't be used for another reason.</summary>
    public const string Unusable = "unusable";
}
