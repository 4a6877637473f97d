using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Bdxl;

namespace SdkNode.Routing.Tests.Bdxl;

public sealed class BdxlNameTests
{
    // The hashes were made with Python's hashlib and base64.
    [Theory, Rule("DIR-1.1")]
    [InlineData("0203:kristinehamn.se", "ZL62G7BIXEZXR3FBIZ3YUXZFYTQCBONKVHYITNCATRHDGLT33BNA")]
    [InlineData("0203:Kristinehamn.SE", "ZL62G7BIXEZXR3FBIZ3YUXZFYTQCBONKVHYITNCATRHDGLT33BNA")]
    [InlineData("0203:regionvarmland.example", "EEA3JHHIT43GIRU5WTMIALDMOAVUQL3G4MQN2FYLIJVJJSJ2G4HA")]
    public void The_name_is_the_hash_of_the_lower_case_value_below_scheme_and_zone(string participant, string hash)
    {
        var name = BdxlName.Of(ParticipantIdentifier.Parse(participant).Value!, "edelivery.example.se");

        Assert.Equal($"{hash}.iso6523-actorid-upis.edelivery.example.se", name);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_gives_the_test_vectors_of_RFC_4648_without_padding(string text, string encoded) =>
        Assert.Equal(encoded, BdxlName.Base32(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_zone_written_with_dots_around_it_gives_the_same_name()
    {
        var participant = ParticipantIdentifier.Parse("0203:kristinehamn.se").Value!;

        Assert.Equal(BdxlName.Of(participant, "zone.example"), BdxlName.Of(participant, ".zone.example."));
    }
}
