using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words.Phrases;
using SdkNode.Security;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The case systems that may use the API: who they are, what they may do, their keys.</summary>
internal sealed class ClientsModel : ConsolePage
{
    /// <summary>The clients; null where the node serves no API.</summary>
    public IReadOnlyList<ClientLine>? List { get; private set; }

    /// <summary>Why what was wished for was not done.</summary>
    public Said? Fault { get; private set; }

    /// <summary>What was typed of a client that was not added.</summary>
    public (string? Name, string? Place, string? Addresses) Typed { get; private set; } = (null, null, "*");

    /// <summary>Where clients get their tokens.</summary>
    public string? TokenEndpoint => HttpContext.RequestServices.GetService<ApiAuthorizationSetup>()?.TokenEndpoint.AbsoluteUri;

    /// <summary>The participants that a client can belong to.</summary>
    public IEnumerable<(string Environment, ParticipantSetup Participant)> Places => Get<NodeSetup>().Environments.SelectMany(environment => environment.Participants.Select(participant => (environment.Name, participant)));

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "added" => L["Verksamhetssystemet är tillagt. Ge det klient-id och adressen för token.", "The case system has been added. Give it its client id and the address for tokens."],
        "keys" => L["Nyckeln är tillagd; de gamla gäller också, om du inte valde annat.", "The key has been added; the old ones count too, unless you chose otherwise."],
        "removed" => L["Verksamhetssystemet är borttaget. Dess token gäller inte längre.", "The case system has been removed. Its tokens count no more."],
        _ => null,
    };

    /// <summary>The page.</summary>
    public async Task OnGetAsync()
    {
        if (HttpContext.RequestServices.GetService<ClientRegister>() is { } clients)
        {
            List = [.. (await clients.ListAsync(Cancelled)).Select(ClientLine.Of)];
        }
    }

    /// <summary>Adds one.</summary>
    public Task<IActionResult> OnPostAddAsync(string? name, string? place, string? addresses, string? keys)
    {
        Typed = (name, place, addresses);
        var (environment, participant) = Places.Where(known => $"{known.Environment} {known.Participant.Id.Value}" == place).Select(known => (known.Environment, known.Participant.Id.Value)).FirstOrDefault();
        return DoAsync("added", desk => desk.AddAsync(new ClientWish(name ?? "", environment, participant ?? "", [], (addresses ?? "").Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), keys ?? ""), Person.Actor, Cancelled));
    }

    /// <summary>Gives one a new key.</summary>
    public Task<IActionResult> OnPostKeysAsync(string id, string? keys, bool dropOld) => DoAsync("keys", desk => desk.RotateAsync(Plain(id) ?? "", keys ?? "", dropOld, Person.Actor, Cancelled));

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string id, bool sure)
    {
        if (!sure)
        {
            Fault = new Said(L["Kryssa i att systemet ska tas bort.", "Tick that the system is to be removed."]);
            await OnGetAsync();
            return Page();
        }

        return await DoAsync("removed", desk => desk.RemoveAsync(Plain(id) ?? "", Person.Actor, Cancelled));
    }

    private async Task<IActionResult> DoAsync(string done, Func<ClientDesk, Task<Result<ClientRow, ClientFault>>> act)
    {
        if (!Person.MayOperate || HttpContext.RequestServices.GetService<ClientDesk>() is not { } desk)
        {
            return NotFound();
        }

        if ((await act(desk)).TryGet(out _, out var fault))
        {
            return Redirect($"/admin/clients?done={done}");
        }

        Fault = Phrasebook.Say(fault.Detail, L);
        await OnGetAsync();
        return Page();
    }
}
