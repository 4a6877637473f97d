using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Administration;
using SdkNode.Node.Store;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words.Phrases;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>What happened to one message and why, and what can be done.</summary>
internal sealed class MessageModel : ConsolePage
{
    /// <summary>The message.</summary>
    public MessageDetail Detail { get; private set; } = null!;

    /// <summary>Why what was wished for was not done.</summary>
    public Said? Fault { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "due" => L["Det görs om nu.", "It is being done again now."],
        "anew" => L["Innehållet skickas som ett nytt meddelande i samma konversation.", "Its content goes out as a new message of the same conversation."],
        "ended" => L["Meddelandet är avbrutet.", "The message has been given up."],
        _ => null,
    };

    /// <summary>The page.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => ShowAsync(id, null);

    /// <summary>Tries again.</summary>
    public async Task<IActionResult> OnPostRetryAsync(Guid id) => !Person.MayOperate ? NotFound() : await Get<MessageRetry>().RunAsync(id, Person.Actor, Cancelled) switch
    {
        RetryOutcome.Due => Redirect($"/admin/messages/{id}?done=due"),
        RetryOutcome.Anew anew => Redirect($"/admin/messages/{anew.Id}?done=anew"),
        RetryOutcome.Refused refused => await ShowAsync(id, Phrasebook.Say(refused.Why, L)),
        _ => NotFound(),
    };

    /// <summary>Gives it up.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid id, string? reason)
    {
        if (!Person.MayOperate)
        {
            return NotFound();
        }

        if (!StatedReason.IsGood(reason))
        {
            return await ShowAsync(id, new Said(L["Skriv ett skäl på högst 500 tecken; det står kvar i händelserna.", "Write a reason of at most 500 characters; it stays on record."]));
        }

        return await Get<MessageEnd>().RunAsync(id, Person.Actor, reason, Cancelled) switch
        {
            EndOutcome.Ended => Redirect($"/admin/messages/{id}?done=ended"),
            EndOutcome.Refused refused => await ShowAsync(id, Phrasebook.Say(refused.Why, L)),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> ShowAsync(Guid id, Said? fault)
    {
        Fault = fault;
        Detail = await MessageDetail.FindAsync(Get<OpenedStore>().Open, Get<TimeProvider>(), id.ToString("D"), Cancelled);
        return Detail.Message is null ? NotFound() : Page();
    }
}
