/**
 * Entry of every public page: its style sheet and the menu of phones.
 */
import '../styles/site.css';

import { attachPhoneMenu } from '../app/phone-menu-behaviour';

attachPhoneMenu();
