namespace SdkNode.Node.Inspect;

/// <summary>How a check of an inspection ended.</summary>
internal enum CheckState
{
    /// <summary>It holds.</summary>
    Ok,

    /// <summary>It does not hold.</summary>
    Fail,

    /// <summary>It was not made; the detail says what is missing.</summary>
    Skip,
}

/// <summary>One check with the rule that it is about.</summary>
internal sealed record InspectionCheck(CheckState State, string Rule, string Title, string Detail);

/// <summary>What a file is, what it says and what holds of it.</summary>
internal sealed class InspectionReport
{
    private readonly List<KeyValuePair<string, string>> _facts = [];
    private readonly List<InspectionCheck> _checks = [];

    /// <summary>What it is, for people.</summary>
    public string Kind { get; set; } = "nothing that this program knows";

    /// <summary>What it says about itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts => _facts;

    /// <summary>The checks in their order.</summary>
    public IReadOnlyList<InspectionCheck> Checks => _checks;

    /// <summary>What is inside, where that could be opened.</summary>
    public InspectionReport? Inside { get; set; }

    /// <summary>True when it is something known and no check failed, here or inside.</summary>
    public bool IsValid => _checks.Count > 0 && _checks.TrueForAll(check => check.State != CheckState.Fail) && Inside is not { IsValid: false };

    /// <summary>Adds something that the file says.</summary>
    public void Fact(string name, string? value)
    {
        if (value is not null)
        {
            _facts.Add(new(name, value));
        }
    }

    /// <summary>Adds a check that holds.</summary>
    public void Ok(string rule, string title, string detail) => _checks.Add(new(CheckState.Ok, rule, title, detail));

    /// <summary>Adds a check that does not hold.</summary>
    public void Fail(string rule, string title, string detail) => _checks.Add(new(CheckState.Fail, rule, title, detail));

    /// <summary>Adds a check that was not made.</summary>
    public void Skip(string rule, string title, string detail) => _checks.Add(new(CheckState.Skip, rule, title, detail));
}
