using System.Text;
using SdkNode.Routing.Smp;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Tests.Smp;

public sealed class ServiceGroupReaderTests
{
    private const string Participant = """<ParticipantIdentifier scheme="iso6523-actorid-upis">0203:a.example</ParticipantIdentifier>""";

    [Fact, Rule("DIR-2.1")]
    public void The_document_types_listed_are_read_out_of_the_references()
    {
        var group = Read($"""
            {Participant}<ServiceMetadataReferenceCollection>
              <ServiceMetadataReference href="http://smp.example/iso6523-actorid-upis%3A%3A0203%3Aa.example/services/busdox-docid-qns%3A%3Aurn%3Ax%23%231%3A%3Atm-base"/>
              <ServiceMetadataReference href="odd"/><ServiceMetadataReference/>
            </ServiceMetadataReferenceCollection><Extension/>
            """).Value!;

        Assert.Equal("0203:a.example", group.Participant.Value);
        Assert.Equal(["busdox-docid-qns::urn:x##1::tm-base", "odd", ""], group.Documents);
    }

    [Fact]
    public void A_participant_without_services_has_an_empty_list() => Assert.Empty(Read(Participant).Value!.Documents);

    [Fact]
    public void A_list_without_participant_is_malformed() => Assert.Equal(RoutingFaultKind.MetadataMalformed, Read("").Fault!.Kind);

    [Fact]
    public void Another_document_is_no_list() => Assert.Equal(
        RoutingFaultKind.MetadataMalformed,
        ServiceGroupReader.Read(XmlTree.Parse("<ServiceGroup/>"u8, XmlLimits.Header).Value!).Fault!.Kind);

    private static Result<ServiceGroup, RoutingFault> Read(string content) => ServiceGroupReader.Read(XmlTree.Parse(
        Encoding.UTF8.GetBytes($"""<ServiceGroup xmlns="http://docs.oasis-open.org/bdxr/ns/SMP/2016/05">{content}</ServiceGroup>"""), XmlLimits.Header).Value!);
}
