using System.Text;
using CsCheck;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Routing.Tests.AddressBook;

public sealed class AddressBookPageTests
{
    [Theory, Rule("DIR-7.1")]
    [InlineData("""{"data":[],"links":{"next":"/x"}}""", "/x")]
    [InlineData("""{"data":[],"links":{"next":{"href":"/x"}}}""", "/x")]
    [InlineData("""{"data":[],"links":{"next":null}}""", null)]
    [InlineData("""{"data":[],"links":{"next":" "}}""", null)]
    [InlineData("""{"data":[],"links":[]}""", null)]
    [InlineData("""{"data":[]}""", null)]
    public void The_next_link_may_be_written_in_several_ways(string json, string? next) => Assert.Equal(next, Read(json).Next);

    [Fact, Rule("DIR-7.1")]
    public void A_byte_order_mark_is_no_fault() => Assert.Empty(Read("\uFEFF{\"data\":[]}").Entries);

    [Theory, Rule("DIR-7.1", Refuses = true)]
    [InlineData("", AddressBookFaultKind.NotJson)]
    [InlineData("<html/>", AddressBookFaultKind.NotJson)]
    [InlineData("""{"data":[]""", AddressBookFaultKind.NotJson)]
    [InlineData("""{"data":[]} {}""", AddressBookFaultKind.NotJson)]
    [InlineData("[]", AddressBookFaultKind.NotJsonApi)]
    [InlineData("""{"data":{}}""", AddressBookFaultKind.NotJsonApi)]
    [InlineData("""{"errors":[]}""", AddressBookFaultKind.NotJsonApi)]
    [InlineData("""{"data":[],"links":{"next":"\ud800"}}""", AddressBookFaultKind.ForeignLink)]
    public void What_is_no_page_is_refused(string json, AddressBookFaultKind kind) =>
        Assert.Equal(kind, AddressBookPage.Read(AddressBookResource.Addresses, Encoding.UTF8.GetBytes(json)).Fault?.Kind);

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(AddressBookFaultKind.NotJson, AddressBookPage.Read(AddressBookResource.Addresses, Encoding.UTF8.GetBytes($$"""{"data":{{new string('[', 100_000)}}""")).Fault?.Kind);

    [Fact]
    public void No_octets_make_a_page_throw() => Gen.Byte.Array[0, 200].Select(Gen.Int[0, 60]).Sample((noise, position) =>
    {
        var page = Encoding.UTF8.GetBytes("""{"data":[{"id":"a","attributes":{"identifier":"x.y","categories":["c"],"searchCodes":[{"code":"1"}]},"relationships":{"parent":{"data":{"id":"o"}}}}]}""");
        noise.AsSpan(0, Math.Min(noise.Length, 3)).CopyTo(page.AsSpan(position));
        _ = AddressBookPage.Read(AddressBookResource.Addresses, page);
        _ = AddressBookPage.Read(AddressBookResource.Organizations, noise);
    });

    [Fact, Rule("DIR-7.1")]
    public void Attributes_may_be_written_in_several_ways()
    {
        const string Json = """
            {"data":[
              {"id":7,"attributes":{"identifier":"a.b","name":"A","colour":"blue","categories":"Vård","codes":["sys|1","2",{"system":"s","value":3}]},"relationships":{"organization":{"data":[{"id":"o"}]}}},
              {"id":"8","attributes":{"identifier":"c.d","category":[{"name":"Skola"}],"searchCodes":[{"codeSystem":"s","code":"4","name":"Fyra"}],"organizationId":"o"}}
            ]}
            """;
        var organization = Books.Raw(AddressBookResource.Organizations, "o", """{"id":"o","attributes":{"name":"O","participantIdentifier":"iso6523-actorid-upis::0203:o.example","type":"O"}}""");
        var book = AddressBookSnapshot.Build([organization, .. Read(Json).Entries], [], Books.SyncedAt);

        Assert.Equal(2, book.Addresses.Count);
        var (first, second) = (book.Addresses[0].Address, book.Addresses[1].Address);
        Assert.Equal(["Vård"], first.Categories);
        Assert.Equal([new AddressBookCode("sys", "1"), new AddressBookCode(null, "2"), new AddressBookCode("s", "3")], first.Codes);
        Assert.Equal(["Skola"], second.Categories);
        Assert.Equal([new AddressBookCode("s", "4", "Fyra")], second.Codes);
        Assert.Equal("c.d", second.Name);
        Assert.Equal("0203:o.example", book.Addresses[0].Organization.ParticipantIdentifier);
    }

    private static AddressBookPage Read(string json)
    {
        var read = AddressBookPage.Read(AddressBookResource.Addresses, Encoding.UTF8.GetBytes(json));
        Assert.True(read.IsOk, read.Fault?.Detail);
        return read.Value;
    }
}
