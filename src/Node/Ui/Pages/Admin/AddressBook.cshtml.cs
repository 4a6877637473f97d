using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Shell;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>How an environment's address book stands.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Book">What is looked up in now.</param>
/// <param name="State">How its synchronising goes; null where there is none.</param>
internal sealed record AddressBookPart(string Environment, AddressBookSnapshot Book, AddressBookStateRow? State);

/// <summary>The local copies of the federation's address book: how old they are, what is in them, and a way to fetch them now.</summary>
internal sealed class AddressBookModel : ConsolePage
{
    /// <summary>What is searched for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    /// <summary>The address books.</summary>
    public IReadOnlyList<AddressBookPart> Parts { get; private set; } = [];

    /// <summary>What came of synchronising; null: nobody asked.</summary>
    public SyncOutcome? Outcome { get; private set; }

    /// <summary>What was found in an address book.</summary>
    public IReadOnlyList<AddressBookHit> Hits(AddressBookPart part) => part.Book.Search(new AddressBookQuery { Text = Words, Count = 50 });

    /// <summary>The page.</summary>
    public async Task OnGetAsync()
    {
        var books = Get<AddressBooks>();
        var parts = new List<AddressBookPart>();
        foreach (var environment in books.Environments)
        {
            parts.Add(new AddressBookPart(environment, books.Find(environment), books.FindSynchronised(environment) is null ? null : await Get<AddressBookStore>().FindStateAsync(environment, Cancelled) ?? new AddressBookStateRow { Environment = environment }));
        }

        Parts = parts;
    }

    /// <summary>Fetches one now.</summary>
    public async Task<IActionResult> OnPostSyncAsync(string? environment, bool acceptShrunken)
    {
        if (!Person.MayOperate || environment is null || Get<AddressBooks>().FindSynchronised(environment) is null)
        {
            return NotFound();
        }

        Outcome = await Get<AddressBookSync>().SyncAsync(environment, acceptShrunken, Cancelled);
        await OnGetAsync();
        return Page();
    }
}
