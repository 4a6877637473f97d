using System.Text;
using SdkNode.Routing.Smp;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Tests.Smp;

public sealed class ServiceMetadataReaderTests
{
    private const string Participant = """<ParticipantIdentifier scheme="iso6523-actorid-upis"> 0203:a.example </ParticipantIdentifier>""";
    private const string Document = """<DocumentIdentifier scheme="busdox-docid-qns">urn:x::y##1::tm-base</DocumentIdentifier>""";

    private const string Endpoint = """
        <Endpoint transportProfile="digg-transport-as4-v1_0">
          <EndpointURI>https://ap.example/as4</EndpointURI>
          <ServiceActivationDate>2026-01-01T00:00:00+01:00</ServiceActivationDate>
          <ServiceExpirationDate>2027-01-01T00:00:00.5</ServiceExpirationDate>
          <Certificate>AAAA</Certificate>
        </Endpoint>
        """;

    [Fact, Rule("DIR-4.2")]
    public void Identifiers_and_endpoints_are_read_whatever_else_is_there()
    {
        var metadata = Read($"""
            <Extension xmlns:o="urn:o"><o:Other/></Extension>{Participant}<!-- a comment -->{Document}
            <o:Unknown xmlns:o="urn:o" a="b"/>{Processes(Endpoint)}
            """).Value!;

        Assert.Equal(new SchemedIdentifier("iso6523-actorid-upis", "0203:a.example"), metadata.Participant);
        Assert.Equal("busdox-docid-qns::urn:x::y##1::tm-base", metadata.Document.ToString());
        var endpoint = Assert.Single(metadata.Endpoints);
        Assert.Equal("urn:fdc:digg.se:edelivery:process::bdx:noprocess", endpoint.Process.ToString());
        Assert.Equal("https://ap.example/as4", endpoint.Address);
        Assert.Null(endpoint.Certificate);
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 0, 0, TimeSpan.Zero), endpoint.Activation);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, 500, TimeSpan.Zero), endpoint.Expiration);
    }

    [Theory, Rule("DIR-2.2", Refuses = true)]
    [InlineData("""<ServiceMetadata><Redirect href="http://other.example"><CertificateUID>x</CertificateUID></Redirect></ServiceMetadata>""")]
    [InlineData($"""<ServiceMetadata><ServiceInformation>{Participant}{Document}<ProcessList><Process><Redirect href="x"/></Process></ProcessList></ServiceInformation></ServiceMetadata>""")]
    public void A_redirect_is_told_as_such(string content)
    {
        var fault = ReadRoot(content).Fault!;

        Assert.Equal(RoutingFaultKind.Redirected, fault.Kind);
        Assert.False(fault.Retryable);
    }

    [Theory, Rule("DIR-4.1", Refuses = true)]
    [InlineData("")]
    [InlineData($"{Participant}{Participant}{Document}<ProcessList/>")]
    [InlineData($"{Participant}{Document}{Document}<ProcessList/>")]
    [InlineData($"<ParticipantIdentifier>0203:a.example</ParticipantIdentifier>{Document}<ProcessList/>")]
    [InlineData($"{Participant}{Document}")]
    [InlineData($"{Participant}{Document}<ProcessList/><ProcessList/>")]
    [InlineData($"{Participant}{Document}<ProcessList><Process/></ProcessList>")]
    public void What_is_missing_or_said_twice_makes_the_metadata_useless(string information) =>
        Assert.Equal(RoutingFaultKind.MetadataMalformed, Read(information).Fault!.Kind);

    [Fact, Rule("DIR-4.3", Refuses = true)]
    public void A_date_that_is_none_makes_the_metadata_useless() => Assert.Equal(
        RoutingFaultKind.MetadataMalformed,
        Read($"{Participant}{Document}{Processes(Endpoint.Replace("2026-01-01T00:00:00+01:00", "yesterday", StringComparison.Ordinal))}").Fault!.Kind);

    [Theory]
    [InlineData("<html/>")]
    [InlineData("""<SignedServiceMetadata xmlns="http://busdox.org/serviceMetadata/publishing/1.0/"/>""")]
    [InlineData("""<SignedServiceMetadata xmlns="http://docs.oasis-open.org/bdxr/ns/SMP/2016/05"/>""")]
    public void Another_document_is_no_metadata(string xml) =>
        Assert.Equal(RoutingFaultKind.MetadataMalformed, ServiceMetadataReader.Read(Parse(xml)).Fault!.Kind);

    private static string Processes(string endpoints) => $"""
        <ProcessList><Process><ProcessIdentifier scheme="urn:fdc:digg.se:edelivery:process">bdx:noprocess</ProcessIdentifier>
        <ServiceEndpointList>{endpoints}</ServiceEndpointList></Process></ProcessList>
        """;

    private static Result<ServiceMetadata, RoutingFault> Read(string information) =>
        ReadRoot($"<ServiceMetadata><ServiceInformation>{information}</ServiceInformation></ServiceMetadata>");

    private static Result<ServiceMetadata, RoutingFault> ReadRoot(string content) => ServiceMetadataReader.Read(
        Parse($"""<SignedServiceMetadata xmlns="http://docs.oasis-open.org/bdxr/ns/SMP/2016/05">{content}</SignedServiceMetadata>"""));

    private static XmlTree Parse(string xml) => XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Header).Value!;
}
