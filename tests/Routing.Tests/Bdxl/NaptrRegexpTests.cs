using System.Diagnostics;
using CsCheck;
using SdkNode.Routing.Bdxl;

namespace SdkNode.Routing.Tests.Bdxl;

public sealed class NaptrRegexpTests
{
    private const string Name = "ABC234.iso6523-actorid-upis.zone.example";

    [Theory, Rule("DIR-1.3")]
    [InlineData("!.*!https://smp.example/!", "https://smp.example/")]
    [InlineData("!^.*$!https://smp.example!", "https://smp.example")]
    [InlineData("/.*/https:\\/\\/smp.example\\//", "https://smp.example/")]
    [InlineData("#.*#https://smp.example/a!b#", "https://smp.example/a!b")]
    [InlineData("!^(.*)$!https://smp.example/\\1!", "https://smp.example/" + Name)]
    [InlineData("!^([^.]+)\\.(.*)$!https://\\2/\\1!", "https://iso6523-actorid-upis.zone.example/ABC234")]
    [InlineData("!abc234.*!https://smp.example!i", "https://smp.example")]
    [InlineData("!.*!https://smp.example/$1$&\\\\!", "https://smp.example/$1$&\\")]
    [InlineData("!.*!!", "")]
    public void A_substitution_of_the_whole_name_is_applied(string regexp, string expected) =>
        Assert.Equal(expected, NaptrRegexp.Parse(regexp).Value!.Apply(Name).Value);

    [Theory, Rule("DIR-1.4", Refuses = true)]
    [InlineData("")]
    [InlineData("!!")]
    [InlineData("https://smp.example")]
    [InlineData("!.*!https://smp.example")]
    [InlineData("!.*!https://smp.example!!")]
    [InlineData("!.*!https://smp.example!g")]
    [InlineData("!.*!https://smp.example!ii")]
    [InlineData("1.*1https://smp.example1")]
    [InlineData("i.*ihttps://smp.examplei")]
    [InlineData("\\.*\\https://smp.example\\")]
    [InlineData("!(!https://smp.example!")]
    [InlineData("!(.)\\1.*!https://smp.example!")]
    [InlineData("!(?=A).*!https://smp.example!")]
    [InlineData("!(?<!A).*!https://smp.example!")]
    [InlineData("!(?>A+).*!https://smp.example!")]
    public void A_regexp_of_another_form_or_with_dangerous_constructs_is_not_applied(string regexp) =>
        Assert.Equal(RoutingFaultKind.UnsafeRegexp, NaptrRegexp.Parse(regexp).Fault!.Kind);

    [Theory, Rule("DIR-1.4", Refuses = true)]
    [InlineData("!xyz!https://smp.example!")]
    [InlineData("!ABC234!https://smp.example!")]
    [InlineData("!abc234.*!https://smp.example!")]
    [InlineData("!.*!https://smp.example/\\1!")]
    [InlineData("!(a)|.*!https://smp.example/\\1!")]
    [InlineData("!(.*)!https://smp.example/\\0!")]
    [InlineData("!(.*)!https://smp.example/\\2!")]
    [InlineData("!(.*)!https://smp.example/\\n!")]
    public void A_substitution_that_does_not_take_the_whole_name_or_names_no_group_is_refused(string regexp)
    {
        var fault = NaptrRegexp.Parse(regexp).Value!.Apply(Name).Fault!;

        Assert.Equal(RoutingFaultKind.UnsafeRegexp, fault.Kind);
        Assert.False(fault.Retryable);
    }

    [Fact, Rule("DIR-1.4", Refuses = true)]
    public void A_pattern_made_to_backtrack_for_ever_ends_at_once()
    {
        var started = Stopwatch.GetTimestamp();

        NaptrRegexp.Parse("!(a+)+(a+)+(a+)+b!x!").Value!.Apply(new string('a', 250));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String[Gen.Char["!\\()[]{}*+?.^$|/1a0i-,"], 0, 40].Sample(text =>
        {
            var parsed = NaptrRegexp.Parse(text);
            return !parsed.IsOk || parsed.Value.Apply(Name) is var applied && (applied.IsOk || applied.Fault is not null);
        });
}
