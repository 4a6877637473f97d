using SdkNode.Routing.AddressBook;

namespace SdkNode.Routing.Tests.AddressBook;

public sealed class NextLinkTests
{
    private static readonly Uri Page = new("https://book.example/addressbook/api/addresses?page=1");

    [Theory, Rule("DIR-7.1")]
    [InlineData("?page=2", "https://book.example/addressbook/api/addresses?page=2")]
    [InlineData("addresses?page=2", "https://book.example/addressbook/api/addresses?page=2")]
    [InlineData("/addressbook/api/addresses?page=2#top", "https://book.example/addressbook/api/addresses?page=2")]
    [InlineData("https://BOOK.example:443/addressbook/api/addresses?page=2", "https://book.example/addressbook/api/addresses?page=2")]
    [InlineData("//book.example/x", "https://book.example/x")]
    public void A_link_within_the_address_book_is_followed(string link, string expected)
    {
        var resolved = NextLink.Resolve(Page, link, new HashSet<string>());

        Assert.Equal(expected, resolved.Value?.Address?.AbsoluteUri);
    }

    [Theory, Rule("DIR-7.1", Refuses = true)]
    [InlineData("http://book.example/addressbook/api/addresses?page=2")]
    [InlineData("https://book.example:8443/addressbook/api/addresses?page=2")]
    [InlineData("https://other.example/addresses?page=2")]
    [InlineData("//other.example/addresses")]
    [InlineData("https://user@book.example/addresses?page=2")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    public void A_link_to_another_place_is_refused(string link) =>
        Assert.Equal(AddressBookFaultKind.ForeignLink, NextLink.Resolve(Page, link, new HashSet<string>()).Fault?.Kind);

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public void A_link_back_is_refused() =>
        Assert.Equal(AddressBookFaultKind.Loop, NextLink.Resolve(Page, "?page=1#again", new HashSet<string> { Page.AbsoluteUri }).Fault?.Kind);

    [Fact, Rule("DIR-7.1")]
    public void No_link_is_the_end() => Assert.Null(NextLink.Resolve(Page, null, new HashSet<string>()).Value?.Address);
}
