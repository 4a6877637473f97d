using CsCheck;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>The wildcards of <c>auth_id</c> (API-1.3).</summary>
public sealed class AddressPatternTests
{
    [Theory, Rule("API-1.3")]
    [InlineData("a.blue.sdk.inera.se", "a.blue.sdk.inera.se")]
    [InlineData("*.blue.sdk.inera.se", "a.blue.sdk.inera.se")]
    [InlineData("*.blue.sdk.inera.se", "a.b.blue.sdk.inera.se")]
    [InlineData("*", "anything")]
    [InlineData("a*", "a")]
    [InlineData("a*c*e", "abcde")]
    [InlineData("*a*", "bab")]
    [InlineData("**", "x")]
    [InlineData("x*x", "xx")]
    public void An_address_is_among_those_that_a_pattern_stands_for(string pattern, string address) => Assert.True(AddressPattern.Matches(pattern, address));

    [Theory, Rule("API-1.3", Refuses = true)]
    [InlineData("a.blue.sdk.inera.se", "A.blue.sdk.inera.se")]
    [InlineData("a.blue.sdk.inera.se", "a.blue.sdk.inera.se.evil.example")]
    [InlineData("*.blue.sdk.inera.se", "blue.sdk.inera.se")]
    [InlineData("*.blue.sdk.inera.se", "a.blueXsdk.inera.se")]
    [InlineData("*.blue.sdk.inera.se", "a.blue.sdk.inera.se.example")]
    [InlineData("a?c", "abc")]
    [InlineData("a.c", "abc")]
    [InlineData("x*x", "x")]
    [InlineData("a", "")]
    [InlineData("", "a")]
    public void Another_address_is_not(string pattern, string address) => Assert.False(AddressPattern.Matches(pattern, address));

    [Fact]
    public void It_agrees_with_a_regular_expression() => Gen.Select(Gen.String[Gen.Char["ab*"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10]).Sample((pattern, address) =>
    {
        var expression = $"\\A{string.Join(".*", pattern.Split('*'))}\\z";
        return AddressPattern.Matches(pattern, address) == System.Text.RegularExpressions.Regex.IsMatch(address, expression);
    });

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_its_length_times_the_address() =>
        Assert.False(AddressPattern.Matches(string.Concat(Enumerable.Repeat("a*", 128)) + "b", new string('a', 5000)));
}
