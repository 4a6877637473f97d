using SdkNode.Security;

namespace SdkNode.Routing.AddressBook;

/// <summary>Where a page's next link leads: to another page of the same server, or nowhere after the last one.</summary>
internal sealed record NextLink(Uri? Address)
{
    /// <summary>Follows a link from <paramref name="page"/>, unless it leads elsewhere or back to one of <paramref name="read"/>.</summary>
    public static Result<NextLink, AddressBookFault> Resolve(Uri page, string? link, IReadOnlySet<string> read)
    {
        if (link is null)
        {
            return new NextLink(Address: null);
        }

        if (!Uri.TryCreate(page, link, out var next))
        {
            return Foreign($"has a next link that is no address: '{link}'");
        }

        var same = next.Scheme == page.Scheme && next.Port == page.Port && next.UserInfo.Length == 0 && string.Equals(next.IdnHost, page.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (!same)
        {
            return Foreign($"has a next link to another place, which is not followed: '{link}'");
        }

        next = new UriBuilder(next) { Fragment = "" }.Uri;
        return read.Contains(next.AbsoluteUri)
            ? AddressBookFault.Definite(AddressBookFaultKind.Loop, $"has a next link to a page that was read already: '{link}'")
            : new NextLink(next);
    }

    private static AddressBookFault Foreign(string detail) => AddressBookFault.Definite(AddressBookFaultKind.ForeignLink, detail);
}
