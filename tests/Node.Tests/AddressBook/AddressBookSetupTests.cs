using SdkNode.Node.Configuration;

namespace SdkNode.Node.Tests.AddressBook;

public sealed class AddressBookSetupTests
{
    [Theory]
    [InlineData("https://book.example/addressbook/api/")]
    [InlineData("http://127.0.0.1:8080/book")]
    [InlineData("http://localhost/")]
    public void An_address_book_is_at_an_https_address_or_on_this_machine(string url) => Assert.NotNull(Read(options => options.Url = url).Setup.Source);

    [Theory]
    [InlineData("http://book.example/")]
    [InlineData("book.example")]
    [InlineData("ftp://book.example/")]
    [InlineData("https://book.example/?page=1")]
    [InlineData("https://me@book.example/")]
    public void Another_address_is_told_with_key_value_and_remedy(string url)
    {
        var fault = Assert.Single(Read(options => options.Url = url).Faults);

        Assert.Equal(("Environments:0:AddressBook:Url", url), (fault.Key, fault.Value));
        Assert.NotEmpty(fault.Remedy);
    }

    [Fact, Rule("DIR-7.5")]
    public void Local_entries_are_read_and_need_no_url()
    {
        var (setup, faults) = Read(options => options.Entries =
        [
            new AddressBookEntryOptions { Participant = "0203:kil.example", Address = "kil.skola", Categories = ["Skola"], Codes = ["system|1", "2"], OrganizationName = " " },
        ]);

        Assert.Empty(faults);
        Assert.Null(setup.Source);
        var entry = Assert.Single(setup.Entries);
        Assert.Null(entry.OrganizationName);
        Assert.Equal([("system", "1"), (null, "2")], entry.Codes.Select(code => (code.CodeSystem, code.Code)));
    }

    [Fact, Rule("DIR-7.5", Refuses = true)]
    public void Wrong_local_entries_are_all_told()
    {
        var (_, faults) = Read(options => options.Entries =
        [
            new AddressBookEntryOptions { Participant = "kil.example", Address = "kil.skola" },
            new AddressBookEntryOptions { Participant = "0203:kil.example", Address = " " },
            new AddressBookEntryOptions { Participant = "0203:kil.example", Address = "twice" },
            new AddressBookEntryOptions { Participant = "0203:KIL.example", Address = "twice" },
        ]);

        Assert.Equal(["Environments:0:AddressBook:Entries:0:Participant", "Environments:0:AddressBook:Entries:1:Address", "Environments:0:AddressBook:Entries"], faults.Select(fault => fault.Key));
    }

    private static (AddressBookSetup Setup, List<ConfigurationFault> Faults) Read(Action<AddressBookOptions> adjust)
    {
        var options = new AddressBookOptions();
        adjust(options);
        var faults = new List<ConfigurationFault>();
        return (AddressBookSetup.Read("Environments:0", options, faults), faults);
    }
}
