using SdkNode.Routing.AddressBook;

namespace SdkNode.Routing.Tests.AddressBook;

public sealed class AddressBookSnapshotTests
{
    private static readonly AddressBookEntry[] Entries =
    [
        Books.Organization("region", "Region Värmland"),
        Books.Organization("sjukhus", "Centralsjukhuset", parent: "region"),
        Books.Organization("klinik", "Ortopedkliniken", parent: "sjukhus"),
        Books.Organization("kommun", "Karlstads kommun"),
        Books.Address("klinik", "ortopedi", "Ortopedi"),
        Books.Address("region", "registratur", "Registratur"),
        Books.Address("kommun", "skola", "Skola"),
    ];

    [Theory, Rule("DIR-7.2")]
    [InlineData("region", "registratur", AddressOwnership.Known)]
    [InlineData("REGION", "registratur", AddressOwnership.Known)]
    [InlineData("region", "ortopedi", AddressOwnership.Known)]
    [InlineData("region", "skola", AddressOwnership.OfAnother)]
    [InlineData("kommun", "ortopedi", AddressOwnership.OfAnother)]
    [InlineData("kommun", "Skola", AddressOwnership.Unknown)]
    [InlineData("nobody", "skola", AddressOwnership.OfAnother)]
    public void An_address_belongs_to_the_organisation_above_its_unit(string participant, string address, AddressOwnership expected) =>
        Assert.Equal(expected, Books.Of(Entries).Owns(Books.Participant(participant), address));

    [Fact, Rule("DIR-7.2")]
    public void Names_are_found_for_people()
    {
        var book = Books.Of(Entries);

        Assert.Equal("Region Värmland", book.OrganizationName(Books.Participant("Region")));
        Assert.Equal("Ortopedi", book.AddressName(Books.Participant("region"), "ortopedi"));
        Assert.Null(book.AddressName(Books.Participant("kommun"), "ortopedi"));
        Assert.Null(book.OrganizationName(Books.Participant("nobody")));
        Assert.Equal(("Ortopedkliniken", "Region Värmland"), (book.FindAddresses("ortopedi")[0].Owner.Name, book.FindAddresses("ortopedi")[0].Organization.Name));
    }

    [Fact, Rule("DIR-7.2")]
    public void A_copy_says_when_it_was_made_and_no_copy_knows_nothing()
    {
        Assert.True(Books.Of(Entries).Knows);
        Assert.Equal(Books.SyncedAt, Books.Of(Entries).SyncedAt);
        Assert.False(AddressBookSnapshot.Empty.Knows);
        Assert.Equal(AddressOwnership.Unknown, AddressBookSnapshot.Empty.Owns(Books.Participant("region"), "registratur"));
    }

    [Fact, Rule("DIR-7.2", Refuses = true)]
    public void Addresses_that_hang_in_the_air_are_left_out()
    {
        var book = Books.Of(
        [
            .. Entries,
            Books.Address("nobody", "a", "A"),
            Books.Organization("c1", "Circle", parent: "c2"),
            Books.Organization("c2", "Circle", parent: "c1"),
            Books.Address("c1", "b", "B"),
            Books.Raw(AddressBookResource.Addresses, "damaged", "{"),
        ]);

        Assert.Equal(3, book.Addresses.Count);
        Assert.Equal(3, book.Skipped.Count);
        Assert.Null(book.FindEntry(AddressBookResource.Addresses, "nobody/a"));
    }

    [Fact, Rule("DIR-7.5")]
    public void A_local_entry_adds_to_a_synchronised_organisation()
    {
        var book = AddressBookSnapshot.Build(Entries, [Books.Local("kommun", "brandstation", "Brandstation")], Books.SyncedAt);

        Assert.Equal(AddressOwnership.Known, book.Owns(Books.Participant("kommun"), "brandstation"));
        Assert.Equal(AddressOwnership.Known, book.Owns(Books.Participant("kommun"), "skola"));
        Assert.Equal("Karlstads kommun", book.OrganizationName(Books.Participant("kommun")));
        Assert.True(book.FindAddresses("brandstation")[0].Address.IsLocal);
        Assert.True(book.FindEntry(AddressBookResource.Addresses, book.FindAddresses("brandstation")[0].Address.Id)!.IsLocal);
    }

    [Fact, Rule("DIR-7.5")]
    public void A_local_entry_wins_over_a_synchronised_one()
    {
        var book = AddressBookSnapshot.Build(Entries, [Books.Local("region", "ortopedi", "Ortopedi, nytt namn", "Regionen")], Books.SyncedAt);

        var hit = Assert.Single(book.FindAddresses("ortopedi"));
        Assert.Equal(("Ortopedi, nytt namn", true), (hit.Address.Name, hit.Address.IsLocal));
        Assert.Equal("Regionen", book.OrganizationName(Books.Participant("region")));
        Assert.Equal(AddressOwnership.Known, book.Owns(Books.Participant("region"), "registratur"));
        Assert.Equal(["ortopedi"], book.Find("nytt regionen"));
    }

    [Fact, Rule("DIR-7.5")]
    public void Local_entries_need_no_address_book_and_are_none()
    {
        var book = AddressBookSnapshot.Build([], [Books.Local("kommun", "skola"), Books.Local("kommun", "vard", organizationName: "Kommunen")], null);

        Assert.False(book.Knows);
        Assert.Equal(AddressOwnership.Known, book.Owns(Books.Participant("kommun"), "skola"));
        Assert.Equal("Kommunen", book.OrganizationName(Books.Participant("kommun")));
        Assert.Equal(2, book.Search(new AddressBookQuery { Participant = Books.Participant("kommun") }).Count);
    }
}
