using SdkNode.As4.Messages;

namespace SdkNode.As4.Inspecting;

/// <summary>Collects the lines of an inspection.</summary>
internal sealed class CheckList
{
    private readonly List<As4Check> _checks = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<As4Check> All => _checks;

    /// <summary>A check that holds.</summary>
    public void Pass(string name, string ruleId, string detail) => _checks.Add(new As4Check(name, ruleId, As4CheckState.Passed, detail));

    /// <summary>A check that could not be made.</summary>
    public void Skip(string name, string ruleId, string detail) => _checks.Add(new As4Check(name, ruleId, As4CheckState.Skipped, detail));

    /// <summary>A check that does not hold, with the code that the receiver answers.</summary>
    public void Fail(string name, As4Fault fault) => _checks.Add(new As4Check(
        name, fault.RuleId, As4CheckState.Failed, $"{fault.Detail}{(fault.Code is { } code ? $" (EBMS:{(int)code:D4})" : "")}"));

    /// <summary>Passes, or fails with the fault; true when it passed.</summary>
    public bool Add(string name, string ruleId, As4Fault? fault, string detail)
    {
        if (fault is not null)
        {
            Fail(name, fault);
            return false;
        }

        Pass(name, ruleId, detail);
        return true;
    }
}
