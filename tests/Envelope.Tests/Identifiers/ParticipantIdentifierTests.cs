using CsCheck;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.Tests.Identifiers;

public sealed class ParticipantIdentifierTests
{
    [Theory]
    [InlineData("0203:kristinehamn.se")]
    [InlineData("0203:testa.testbed.inera.se")]
    [InlineData("0203:xn--vrmland-0za.example")]
    [InlineData("0203:1177.se")]
    [Rule("ID-1")]
    [Rule("ID-2.1")]
    public void A_domain_name_in_dotted_form_is_taken(string text) => Assert.Equal(text, ParticipantIdentifier.Parse(text).Value?.Value);

    [Fact]
    [Rule("ID-2.2")]
    public void An_organisation_number_has_ten_digits() => Assert.Equal("0007", ParticipantIdentifier.Parse("0007:2120001868").Value?.Icd);

    [Fact]
    [Rule("ID-2.3")]
    public void A_GLN_has_thirteen_digits() => Assert.Equal("0088", ParticipantIdentifier.Parse("0088:7365566000001").Value?.Icd);

    [Theory]
    [InlineData("", "four digits")]
    [InlineData("kristinehamn.se", "four digits")]
    [InlineData("0203", "four digits")]
    [InlineData("9999:kristinehamn.se", "only the codes")]
    [InlineData("0203:", "label")]
    [InlineData("0203:kristinehamn", "no dot")]
    [InlineData("0203:.se", "label")]
    [InlineData("0203:kristinehamn..se", "label")]
    [InlineData("0203:kristinehamn.se.", "label")]
    [InlineData("0203:värmland.se", "xn--")]
    [InlineData("0203:a_b.se", "hyphen")]
    [InlineData("0203:-a.se", "hyphen")]
    [InlineData("0203:a-.se", "hyphen")]
    [InlineData("0203:10.0.0.1", "number")]
    [InlineData("0203:kommun.se ", "hyphen")]
    [InlineData("0007:212000-1868", "10 digits")]
    [InlineData("0007:21200018680", "10 digits")]
    [InlineData("0088:736556600000", "13 digits")]
    [InlineData("0088:736556600000٣", "13 digits")]
    [Rule("ID-2.1", Refuses = true)]
    [Rule("ID-2.2", Refuses = true)]
    [Rule("ID-2.3", Refuses = true)]
    [Rule("ID-2.4", Refuses = true)]
    public void Anything_else_is_refused_with_a_reason(string text, string reason)
    {
        var fault = ParticipantIdentifier.Parse(text).Fault!;
        Assert.Equal("ID-2", fault.RuleId);
        Assert.Contains(reason, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("ID-2.5")]
    public void Case_does_not_count()
    {
        var one = ParticipantIdentifier.Parse("0203:Kristinehamn.SE").Value!;
        var other = ParticipantIdentifier.Parse("0203:kristinehamn.se").Value!;
        Assert.Equal(one, other);
        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal("0203:kristinehamn.se", one.Normalized);
        Assert.Equal("0203:Kristinehamn.SE", one.ToString());
    }

    [Fact]
    public void Any_text_is_taken_or_refused_and_what_is_taken_reads_back() =>
        Gen.String[Gen.Char["0273:.-aZ9å_"], 0, 40].Sample(text =>
        {
            var result = ParticipantIdentifier.Parse(text);
            return result.Value is null || ParticipantIdentifier.Parse(result.Value.Normalized).Value == result.Value;
        });
}
