namespace SdkNode.As4.Inspecting;

/// <summary>How a check ended.</summary>
public enum As4CheckState
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold: the message is invalid.</summary>
    Failed,

    /// <summary>It could not be made: no key, no trust given, or an earlier check failed.</summary>
    Skipped,
}

/// <summary>One line of an inspection.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="RuleId">The rule, such as <c>AS4-SEC-3</c>.</param>
/// <param name="State">How it ended.</param>
/// <param name="Detail">What was seen, or what is wrong.</param>
public sealed record As4Check(string Name, string RuleId, As4CheckState State, string Detail);
