using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SdkNode.Node.Administration;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words.Phrases;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>Messages through the node, by their headers; never their content.</summary>
internal sealed class MessagesModel : ConsolePage
{
    private const int PerPage = 50;

    /// <summary>Any id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    /// <summary>A participant at either end.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Participant { get; set; }

    /// <summary>The direction.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Direction { get; set; }

    /// <summary>The status.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>Only those that wait for an administrator.</summary>
    [BindProperty(SupportsGet = true)]
    public bool SetAside { get; set; }

    /// <summary>The messages.</summary>
    public MessagePage List { get; private set; } = new([], null);

    /// <summary>What is wrong with the question.</summary>
    public Said? Fault { get; private set; }

    /// <summary>The page.</summary>
    public async Task OnGetAsync(Guid? after)
    {
        var wish = new MessageWish(Plain(Id), null, Plain(Participant), Plain(Direction), Plain(Status), null, null, null, SetAside, Receipts: false, after, PerPage);
        if ((await Get<MessageSearch>().FindAsync(wish, Cancelled)).TryGet(out var page, out var fault))
        {
            List = page;
        }
        else
        {
            Fault = Phrasebook.Say($"{fault.Detail} {fault.Remedy}", L);
        }
    }

    /// <summary>The address of the next page.</summary>
    public string NextPath(Guid after) => QueryHelpers.AddQueryString("/admin/messages", new Dictionary<string, string?> { ["id"] = Id, ["participant"] = Participant, ["direction"] = Direction, ["status"] = Status, ["setAside"] = SetAside ? "true" : null, ["after"] = $"{after}" }.Where(pair => !string.IsNullOrEmpty(pair.Value)));
}
