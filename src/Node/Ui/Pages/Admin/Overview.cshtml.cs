using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Outbound;
using SdkNode.Node.Partners;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>How the node is: alarms with what to do, checks, work.</summary>
internal sealed class OverviewModel : ConsolePage
{
    /// <summary>The open alarms.</summary>
    public IReadOnlyList<AlarmLine> Alarms { get; private set; } = [];

    /// <summary>How it is.</summary>
    public StatusAnswer Status { get; private set; } = null!;

    /// <summary>Whether outgoing messages are held.</summary>
    public OutgoingState Outgoing { get; private set; } = null!;

    /// <summary>The flow of the last 24 hours.</summary>
    public IReadOnlyList<FlowHour> Flow { get; private set; } = [];

    /// <summary>Certificates in use that end within 60 days.</summary>
    public IReadOnlyList<KeyLine> Ending { get; private set; } = [];

    /// <summary>Partners whose last message or test failed.</summary>
    public IReadOnlyList<PartnerLine> Troubled { get; private set; } = [];

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "closed" => L["Larmet är stängt. Det kommer tillbaka om orsaken finns kvar.", "The alarm is closed. It comes back if its cause is still there."],
        "held" => L["Inget skickas tills någon släpper utgående meddelanden. Det som kommer in tas emot som vanligt.", "Nothing is sent until somebody releases outgoing messages. What arrives is taken as usual."],
        "released" => L["Utgående meddelanden är släppta.", "Outgoing messages are released."],
        _ => null,
    };

    /// <summary>Why outgoing messages were not put on hold.</summary>
    public string? Fault { get; private set; }

    /// <summary>The page.</summary>
    public async Task OnGetAsync()
    {
        Status = await Get<NodeStatus>().ReadAsync(Cancelled);
        Alarms = [.. (await Get<AlarmList>().OpenAsync(Cancelled)).Select(AlarmLine.Of)];
        Flow = await Get<FlowOfDay>().ReadAsync(Cancelled);
        var soon = Get<TimeProvider>().GetUtcNow() + KeyCheck.Soon;
        Ending = [.. KeyLine.All(Get<NodeSetup>(), await Get<KeyStore>().ListAsync(Cancelled)).Where(key => key.Phase is KeyPhases.InUse or KeyPhases.Unusable && key.ValidTo < soon)];
        Troubled = [.. (await Get<PartnerList>().ListAsync(null, Cancelled)).Where(partner => partner.IsFailing).Take(10)];
        Outgoing = await OutgoingState.OfAsync(Get<OutgoingHold>(), Cancelled);
    }

    /// <summary>Closes an alarm.</summary>
    public async Task<IActionResult> OnPostCloseAsync(long id)
    {
        if (!Person.MayOperate || !await Get<AlarmList>().CloseAsync(id, Cancelled))
        {
            return NotFound();
        }

        // It is closed: whoever goes away meanwhile leaves no gap in the log.
        await Get<SecurityLog>().WriteAsync(SecurityLog.AlarmClosed, Person.Actor, $"{id}", null, CancellationToken.None);
        return Redirect("/admin?done=closed");
    }

    /// <summary>Holds outgoing messages.</summary>
    public async Task<IActionResult> OnPostHoldAsync(string? reason)
    {
        if (!Person.MayOperate)
        {
            return NotFound();
        }

        if (!StatedReason.IsGood(reason))
        {
            Fault = L["Skriv ett skäl på högst 500 tecken; det står kvar i säkerhetsloggen.", "Write a reason of at most 500 characters; it stays in the security log."];
            await OnGetAsync();
            return Page();
        }

        await Get<OutgoingDesk>().HoldAsync(reason.Trim(), Person.Actor, Cancelled);
        return Redirect("/admin?done=held");
    }

    /// <summary>Releases them.</summary>
    public async Task<IActionResult> OnPostReleaseAsync()
    {
        if (!Person.MayOperate)
        {
            return NotFound();
        }

        await Get<OutgoingDesk>().ReleaseAsync(Person.Actor, Cancelled);
        return Redirect("/admin?done=released");
    }

    /// <summary>What a check is called.</summary>
    public string CheckName(string name) => name switch
    {
        "running" => L["Drift", "Running"],
        "database" => L["Databas", "Database"],
        "content" => L["Lagring av innehåll", "Storage of content"],
        "room" => L["Diskutrymme", "Room on the disk"],
        "node-key" => L["Nodnyckel", "Node key"],
        "private-keys" => L["Nycklar och certifikat", "Keys and certificates"],
        _ => name,
    };

    /// <summary>What a kind of work is called.</summary>
    public string WorkName(string kind) => kind switch
    {
        "Send" => L["Skicka meddelanden och meddelandekvittenser", "Send messages and receipts"],
        "Open" => L["Öppna inkomna meddelanden", "Open arrived messages"],
        "AwaitReceipt" => L["Vänta på meddelandekvittens", "Wait for message receipts"],
        "DropFiles" => L["Lämna filer i mappar", "Put files into folders"],
        "NotifyMail" => L["Meddela personal med e-post", "Tell staff by mail"],
        "NotifyWebhook" => L["Meddela verksamhetssystem", "Tell case systems"],
        _ => kind,
    };
}
