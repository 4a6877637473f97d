using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words.Phrases;
using SdkNode.Security;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>
/// The way of a certificate from its order to the retirement of the one before it, step by step, as docs/operations/renew-certificates.md
/// has it. The page shows which step is next by what there is, so it can be left for days and found again.
/// </summary>
// No file of a key may land in the framework's folder for temporary files: what is larger than its memory is refused.
[RequestFormLimits(MultipartBodyLengthLimit = MostUpload, MemoryBufferThreshold = 2 * MostUpload)]
internal sealed class RenewModel : ConsolePage
{
    private const int MostUpload = 200_000;

    private static readonly string[] s_times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>The environment.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Environment { get; set; }

    /// <summary>A name of <see cref="KeyPurposes"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Purpose { get; set; }

    /// <summary>The participant; empty for the access point's.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Participant { get; set; }

    /// <summary>The keys there, those that are retired too.</summary>
    public IReadOnlyList<KeyLine> Keys { get; private set; } = [];

    /// <summary>The participant's name.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Why what was wished for was not done.</summary>
    public (Said Detail, Said Remedy)? Fault { get; private set; }

    /// <summary>What to know of what was taken in.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What signs, or is shown, now.</summary>
    public KeyLine? Current => Keys.FirstOrDefault(key => key.Phase == KeyPhases.InUse);

    /// <summary>Orders whose certificate has not come yet.</summary>
    public IEnumerable<KeyLine> Waiting => Keys.Where(key => key.Phase == KeyPhases.Waiting);

    /// <summary>What has come and does not sign yet.</summary>
    public IEnumerable<KeyLine> New => Keys.Where(key => key.Phase is KeyPhases.Reserve or KeyPhases.Planned);

    /// <summary>What no longer signs.</summary>
    public IEnumerable<KeyLine> Old => Keys.Where(key => key.Phase is KeyPhases.Replaced or KeyPhases.Unusable);

    /// <summary>Whether partners find it in the directory, so that it must be published.</summary>
    public bool IsPublished => !IsTls;

    /// <summary>Whether it is for connections, so that host names matter.</summary>
    public bool IsTls => Purpose!.StartsWith("tls", StringComparison.Ordinal);

    /// <summary>Which step is next: 1 order, 2 take in, 3 publish and activate, 4 retire the old one, 5 nothing.</summary>
    public int Next => New.Any() ? 3 : Waiting.Any() ? 2 : Old.Any() && Current is not null ? 4 : 1;

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "ordered" => L["Nyckeln finns nu i noden. Hämta beställningen och skicka den till utfärdaren.", "The key is in the node now. Fetch the request and send it to the issuer."],
        "imported" => L["Certifikatet är inläst och passar.", "The certificate has been taken in and fits."],
        "activated" => L["Certifikatet används nu. Skicka gärna ett meddelande och se att det blir kvitterat.", "The certificate is in use now. Send a message and see that it is acknowledged."],
        "retired" => L["Det gamla gäller inte längre.", "The old one counts no more."],
        "given-up" => L["Beställningen är återtagen.", "The order has been given up."],
        _ => null,
    };

    /// <summary>Where the page is.</summary>
    public string Here => CertificatePlace.PathOf(Environment!, Purpose!, Participant ?? "");

    /// <summary>The steps.</summary>
    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    /// <summary>The request of an order, for the issuer.</summary>
    public async Task<IActionResult> OnGetRequestAsync(string name) => await FindAsync() && Waiting.FirstOrDefault(key => key.Name == name) is { Request: { } request }
        ? File(Encoding.ASCII.GetBytes(request), "application/pkcs10", $"{Environment}-{Purpose}{(string.IsNullOrEmpty(Participant) ? "" : $"-{Participant.Replace(':', '-')}")}.csr")
        : NotFound();

    /// <summary>Orders one.</summary>
    public Task<IActionResult> OnPostOrderAsync(string? subject, string? hosts, int bits) => DoAsync("ordered", desk => desk.RequestAsync(
        new RequestWish(Place, string.IsNullOrWhiteSpace(subject) ? null : subject.Trim(), (hosts ?? "").Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), bits, Person.Actor), Cancelled));

    /// <summary>Takes in what the issuer sent, or a key that was made elsewhere.</summary>
    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, string? text, string? password)
    {
        using var content = new MemoryStream();
        if (file is not null)
        {
            await file.CopyToAsync(content, Cancelled);
        }
        else
        {
            content.Write(Encoding.UTF8.GetBytes(text ?? ""));
        }

        return content.Length == 0
            ? await RefuseAsync(new Said(L["Ingen fil är vald.", "No file was chosen."]), new Said(L["Välj filen som utfärdaren skickade, eller klistra in dess text.", "Choose the file that the issuer sent, or paste its text."]))
            : await DoAsync("imported", desk => desk.ImportAsync(new ImportWish(Place, file?.FileName ?? "text", content.ToArray(), string.IsNullOrEmpty(password) ? null : password, null, Person.Actor), Cancelled));
    }

    /// <summary>Lets one sign, or be shown.</summary>
    public Task<IActionResult> OnPostActivateAsync(string name, string? from)
    {
        DateTime time = default;
        if (!string.IsNullOrWhiteSpace(from) && !(DateTime.TryParseExact(from.Trim(), s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && time.Year is >= 2000 and <= 2999))
        {
            return RefuseAsync(new Said(L["Tiden går inte att läsa.", "The time cannot be read."]), new Said(L["Skriv den som 2026-12-01 22:00, eller lämna den tom för nu.", "Write it as 2026-12-01 22:00, or leave it empty for now."]));
        }

        DateTimeOffset? at = time == default ? null : new DateTimeOffset(time, SwedishTime.Zone.GetUtcOffset(time)).ToUniversalTime();
        return DoAsync("activated", desk => desk.ActivateAsync(name, at, Person.Actor, Cancelled));
    }

    /// <summary>Lets one count no more.</summary>
    public Task<IActionResult> OnPostRetireAsync(string name, bool anyway) => DoAsync("retired", desk => desk.RetireAsync(name, anyway, Person.Actor, Cancelled));

    /// <summary>Gives an order up.</summary>
    public Task<IActionResult> OnPostGiveUpAsync(string name) => DoAsync("given-up", desk => desk.RetireAsync(name, force: false, Person.Actor, Cancelled));

    private KeyPlace Place => new(Environment, Purpose, string.IsNullOrEmpty(Participant) ? null : Participant);

    private async Task<IActionResult> DoAsync(string done, Func<KeyDesk, Task<Result<KeyDone, DeskFault>>> act)
    {
        if (!Person.MayManageKeys || !await FindAsync())
        {
            return NotFound();
        }

        if (!(await act(Get<KeyDesk>())).TryGet(out var changed, out var fault))
        {
            return await RefuseAsync(fault);
        }

        // What was taken in may answer a request of another page; what a lenient check let pass is said before somebody goes on.
        var row = changed.Row;
        var isHere = row.Environment == Environment && row.Participant == Participant && KeyPurposes.Overlap(row.Purposes, Purpose!);
        var purpose = isHere ? Purpose! : KeyPurposes.NameOf([.. KeyPurposes.Parse(row.Purposes)]);
        var there = CertificatePlace.PathOf(row.Environment, purpose, row.Participant);
        if (done != "imported" || changed.Notes.Count < 2)
        {
            return Redirect($"{there}&done={done}");
        }

        (Done, Notes) = (done, changed.Notes);
        (Environment, Purpose, Participant) = (row.Environment, purpose, row.Participant);
        await FindAsync();
        return Page();
    }

    private Task<IActionResult> RefuseAsync(DeskFault fault) => RefuseAsync(Phrasebook.Say(fault.Detail, L), Phrasebook.Say(fault.Remedy, L));

    private async Task<IActionResult> RefuseAsync(Said detail, Said remedy)
    {
        Fault = (detail, remedy);
        return Person.MayManageKeys && await FindAsync() ? Page() : NotFound();
    }

    private async Task<bool> FindAsync()
    {
        var setup = Get<NodeSetup>();
        if (!KeyTarget.Read(Place, setup).TryGet(out var target, out _))
        {
            return false;
        }

        (Environment, Participant) = (target.Environment.Name, target.Participant);
        Title = target.Environment.Participants.FirstOrDefault(participant => participant.Id.Value == target.Participant)?.Name ?? "";
        Keys = [.. CertificatesModel.Of(KeyLine.All(setup, await Get<KeyStore>().ListAsync(Cancelled)), target.Environment.Name, Purpose!, target.Participant)];
        return true;
    }
}
