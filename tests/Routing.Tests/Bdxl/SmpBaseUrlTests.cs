using SdkNode.Routing.Bdxl;

namespace SdkNode.Routing.Tests.Bdxl;

public sealed class SmpBaseUrlTests
{
    [Theory, Rule("DIR-1.3")]
    [InlineData("https://smp.example", "https://smp.example/")]
    [InlineData("http://smp.example:8080/a/b", "http://smp.example:8080/a/b/")]
    [InlineData("HTTPS://SMP.example/x/", "https://smp.example/x/")]
    public void An_http_or_https_address_is_taken_with_a_slash_at_its_end(string text, string expected) =>
        Assert.Equal(expected, SmpBaseUrl.Parse(text).Value!.AbsoluteUri);

    [Theory, Rule("DIR-1.4", Refuses = true)]
    [InlineData("")]
    [InlineData("smp.example")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://smp.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@smp.example/")]
    [InlineData("https://smp.example/?q=")]
    [InlineData("https://smp.example/#x")]
    public void Anything_else_is_no_address_of_an_SMP(string text)
    {
        var fault = SmpBaseUrl.Parse(text).Fault!;

        Assert.Equal(RoutingFaultKind.NotHttp, fault.Kind);
        Assert.False(fault.Retryable);
    }
}
