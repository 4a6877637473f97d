using SdkNode.Node.Configuration;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>The settings of who may use the API.</summary>
public sealed class ApiTokenChecksTests
{
    private static readonly List<ParticipantOptions> s_participants = [new() { Id = "0203:kristinehamn.example", Environment = "qa" }];

    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_token_may_count_for_1_to_30_minutes(int minutes, bool fits) =>
        Assert.Equal(fits, !ApiTokenChecks.Check("Api:Tokens", new ApiTokenOptions { Lifetime = TimeSpan.FromMinutes(minutes) }).Any());

    [Theory]
    [InlineData("https://sdk.kristinehamn.se", true)]
    [InlineData("https://kristinehamn.se/sdk/", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("sdk.kristinehamn.se", false)]
    [InlineData("ftp://sdk.kristinehamn.se", false)]
    [InlineData("https://sdk.kristinehamn.se/?x=1", false)]
    public void The_public_address_is_that_of_a_web_server(string address, bool fits) =>
        Assert.Equal(fits, !ApiTokenChecks.Check("Api:Tokens", new ApiTokenOptions { PublicAddress = address }).Any());

    [Fact]
    public void An_issuer_is_complete_safe_unique_and_bound_to_a_participant_of_the_settings()
    {
        Assert.Empty(Check(Issuer()));
        Assert.Equal(["Api:Issuers:0:Issuer"], Check(Issuer(issuer => issuer.Issuer = "")));
        Assert.Equal(["Api:Issuers:0:Issuer"], Check(Issuer(issuer => issuer.Issuer = "http://login.example")));
        Assert.Equal(["Api:Issuers:0:MetadataAddress"], Check(Issuer(issuer => issuer.MetadataAddress = "http://login.example/metadata")));
        Assert.Empty(Check(Issuer(issuer => issuer.MetadataAddress = "http://127.0.0.1:9000/metadata")));
        Assert.Equal(["Api:Issuers:0:Audience"], Check(Issuer(issuer => issuer.Audience = "")));
        Assert.Equal(["Api:Issuers:0:Participant"], Check(Issuer(issuer => issuer.Environment = "prod")));
        Assert.Equal(["Api:Issuers:0:Participant"], Check(Issuer(issuer => issuer.Participant = "0203:other.example")));
        Assert.Equal(["Api:Issuers"], Check(Issuer(), Issuer()));
    }

    private static ApiIssuerOptions Issuer(Action<ApiIssuerOptions>? adjust = null)
    {
        var issuer = new ApiIssuerOptions { Issuer = "https://login.example", Audience = "https://sdk.example/api", Environment = "qa", Participant = "0203:Kristinehamn.example" };
        adjust?.Invoke(issuer);
        return issuer;
    }

    private static IEnumerable<string> Check(params ApiIssuerOptions[] issuers) => ApiTokenChecks.Check("Api:Issuers", issuers, s_participants).Select(fault => fault.Key);
}
