using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Smp;

namespace SdkNode.Routing.Tests.Smp;

public sealed class SmpUrlTests
{
    private static readonly ParticipantIdentifier Participant = ParticipantIdentifier.Parse("0203:ReceivingExample.se").Value!;

    [Theory, Rule("DIR-2.1")]
    [InlineData("https://smp.example")]
    [InlineData("https://smp.example/")]
    public void Every_segment_of_the_address_is_percent_encoded(string baseUrl)
    {
        var address = SmpUrl.ServiceMetadata(new Uri(baseUrl), Participant, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc));

        Assert.Equal(
            "https://smp.example/iso6523-actorid-upis%3A%3A0203%3Areceivingexample.se/services/busdox-docid-qns%3A%3Aurn%3Ariv%3Ainfrastructure"
            + "%3Amessaging%3AMessageWithAttachments%3A3%3A%3AmessagePayload%23%233.0%3A%3Atm-base-ext-sigenc",
            address.AbsoluteUri);
    }

    [Fact, Rule("DIR-2.1")]
    public void The_list_of_a_participant_lies_directly_below_the_base() => Assert.Equal(
        "https://smp.example/a/iso6523-actorid-upis%3A%3A0203%3Areceivingexample.se",
        SmpUrl.ServiceGroup(new Uri("https://smp.example/a/"), Participant).AbsoluteUri);
}
